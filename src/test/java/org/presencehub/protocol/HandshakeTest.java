package org.presencehub.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HandshakeTest {
    private static final String NO_INT32 =
            "Either the JSON value is not in a supported format, or is out of bounds for an Int32.";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "{'protocol':'json','version':1} | json | 1",
                "{'version':1,'protocol':'json'} | json | 1",
                "{'protocol':'messagepack','version':2} | messagepack | 2",
                "{'protocol':'JSON','version':0} | JSON | 0",
                "{'protocol':'json','version':-1} | json | -1",
                "{'protocol':'json','version':3} | json | 3",
                "{'protocol':'','version':1} | ## | 1",
                "{'protocol':'json','version':5,'version':1} | json | 1",
                "{'protocol':'x','protocol':'json','version':1} | json | 1",
                "{'protocol':'json','version':1,'x':{'y':[1]}} | json | 1",
                "{'protocol':'json','version':1}x | json | 1",
                "{'protocol':'json','version':1} {'a' | json | 1",
                "# {'protocol' : 'json' , 'version' : 1 } # | json | 1",
                "{'protocol':'a\\u0041\\n','version':1} | #aA\n# | 1",
            })
    void requestIsRead(String json, String protocol, int version) throws ProtocolException {
        assertThat(parse(json)).isEqualTo(new HandshakeRequest(protocol, version));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "{'protocol':'json'} | Missing required property 'version'. Message content: {'protocol':'json'}",
                "{'protocol':'json','version':null} | Missing required property 'version'. Message content: {'protocol':'json','version':null}",
                "{'version':1} | Missing required property 'protocol'. Message content: {'version':1}",
                "{} | Missing required property 'protocol'. Message content: {}",
                "{'Protocol':'json','Version':1} | Missing required property 'protocol'. Message content: {'Protocol':'json','Version':1}",
                "{'protocol':null,'version':1} | Expected 'protocol' to be of type String.",
                "{'protocol':5,'version':1} | Expected 'protocol' to be of type String.",
                "{'protocol':['a'],'version':1} | Expected 'protocol' to be of type String.",
                "{'protocol':'json','version':'1'} | Expected 'version' to be of type Number.",
                "{'protocol':'json','version':{}} | Expected 'version' to be of type Number.",
                "[] | Unexpected JSON Token Type 'Array'. Expected a JSON Object.",
                "null | Unexpected JSON Token Type 'Null'. Expected a JSON Object.",
                "'a' | Unexpected JSON Token Type 'String'. Expected a JSON Object.",
                "1 | Unexpected JSON Token Type 'Number'. Expected a JSON Object.",
            })
    void refusalSaysWhy(String json, String text) {
        // Quoted text keeps its quotes, property names have apostrophes: only the former are JSON.
        String[] parts = text.split("Message content: ", 2);
        String expected = parts.length == 1 ? text : parts[0] + "Message content: " + parts[1].replace('\'', '"');
        assertThatThrownBy(() -> parse(json))
                .isInstanceOf(ProtocolException.class)
                .hasMessage(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.0", "1.5", "1e0", "2147483648", "99999999999"})
    void versionIsAWholeNumber(String version) {
        assertThatThrownBy(() -> parse("{'protocol':'json','version':" + version + "}"))
                .isInstanceOf(ProtocolException.class)
                .hasMessage(NO_INT32);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "x",
                "\uFEFF{'protocol':'json','version':1}",
                "{'protocol':'json','version':1",
                "{'protocol':'json','version':01}",
                "{'protocol':'json','version':1,}",
                "{'protocol':'\\ud800','version':1}",
            })
    void badJsonIsRefused(String json) {
        assertThatThrownBy(() -> parse(json))
                .isInstanceOf(ProtocolException.class)
                .hasMessage("Error reading JSON.");
    }

    @Test
    void requestEndsAtTheSeparator() throws ProtocolException {
        byte[] bytes = "{'protocol':'json','version':1}\u001e{'type':6}\u001e"
                .replace('\'', '"')
                .getBytes(UTF_8);
        assertThat(HandshakeRequest.end(bytes, 0, 0, 31)).isEqualTo(-1);
        assertThat(HandshakeRequest.end(bytes, 0, 31, bytes.length)).isEqualTo(32);
        assertThat(HandshakeRequest.parse(bytes, 0, 32)).isEqualTo(new HandshakeRequest("json", 1));
        assertThat(HandshakeRequest.end(bytes, 32, 32, bytes.length)).isEqualTo(bytes.length);
    }

    @Test
    void responseIsAnEmptyObjectOrAnError() {
        assertThat(HandshakeResponse.success()).asString(UTF_8).isEqualTo("{}\u001e");
        assertThat(HandshakeResponse.failure("The protocol 'a\u001e\"é' is not supported."))
                .asString(UTF_8)
                .isEqualTo("{\"error\":\"The protocol 'a\\u001E\\\"é' is not supported.\"}\u001e");
    }

    @Test
    void protocolIsFoundInAnyCase() {
        HubProtocols protocols = HubProtocols.all();
        assertThat(protocols.find("JSon")).map(HubProtocol::name).contains("json");
        assertThat(protocols.find("xml")).isEmpty();
        assertThat(protocols.find("")).isEmpty();
        assertThat(new HubProtocols().find("json")).isEmpty();
    }

    private static HandshakeRequest parse(String json) throws ProtocolException {
        byte[] bytes = (json.replace('\'', '"') + "\u001e").getBytes(UTF_8);
        return HandshakeRequest.parse(bytes, 0, bytes.length);
    }
}
