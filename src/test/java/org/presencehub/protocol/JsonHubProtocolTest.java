package org.presencehub.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.presencehub.protocol.HubMessage.Ack;
import org.presencehub.protocol.HubMessage.CancelInvocation;
import org.presencehub.protocol.HubMessage.Close;
import org.presencehub.protocol.HubMessage.Completion;
import org.presencehub.protocol.HubMessage.Invocation;
import org.presencehub.protocol.HubMessage.Ping;
import org.presencehub.protocol.HubMessage.Sequence;
import org.presencehub.protocol.HubMessage.StreamInvocation;
import org.presencehub.protocol.HubMessage.StreamItem;
import org.presencehub.protocol.HubMessage.Unknown;

class JsonHubProtocolTest extends HubProtocolContract {
    private static final String ERROR = "Error reading JSON.";
    private static final String NO_INT32 =
            "Either the JSON value is not in a supported format, or is out of bounds for an Int32.";
    private static final String NO_INT64 =
            "Either the JSON value is not in a supported format, or is out of bounds for an Int64.";

    @Override
    HubProtocol protocol() {
        return new JsonHubProtocol();
    }

    @Override
    Payload payload(String json) {
        return Json.of(json);
    }

    @Override
    Stream<Vector> written() {
        return Stream.of(
                vector(
                        "invocation without an id",
                        Invocation.of("method", arguments("42")),
                        "{'type':1,'target':'method','arguments':[42]}"),
                vector(
                        "invocation that wants an answer",
                        Invocation.of("s1", "ask", arguments("1", "'Foo'")),
                        "{'type':1,'invocationId':'s1','target':'ask','arguments':[1,'Foo']}"),
                vector(
                        "invocation with nothing to say",
                        Invocation.of("method", Arguments.EMPTY),
                        "{'type':1,'target':'method','arguments':[]}"),
                vector(
                        "invocation with null and true",
                        Invocation.of("method", arguments("null", "true")),
                        "{'type':1,'target':'method','arguments':[null,true]}"),
                vector(
                        "invocation with upload streams",
                        new Invocation(null, "method", arguments("42"), List.of("1", "2")),
                        "{'type':1,'target':'method','arguments':[42],'streamIds':['1','2']}"),
                vector(
                        "invocation of a method with an odd name",
                        Invocation.of("a\"\\\n\u001e\u001f é\u2028😀/", Arguments.EMPTY),
                        "{'type':1,'target':'a\\\"\\\\\\n\\u001E\\u001F é\u2028😀/','arguments':[]}"),
                vector("stream item", StreamItem.of("xyz", Json.of("42")), "{'type':2,'invocationId':'xyz','item':42}"),
                vector(
                        "stream item null",
                        StreamItem.of("xyz", Json.NULL),
                        "{'type':2,'invocationId':'xyz','item':null}"),
                vector("completion without a result", Completion.empty("xyz"), "{'type':3,'invocationId':'xyz'}"),
                vector(
                        "completion with a result",
                        Completion.result("xyz", Json.of("42")),
                        "{'type':3,'invocationId':'xyz','result':42}"),
                vector(
                        "completion with null",
                        Completion.result("xyz", Json.NULL),
                        "{'type':3,'invocationId':'xyz','result':null}"),
                vector(
                        "completion with an error",
                        Completion.failure("xyz", "Whoops!"),
                        "{'type':3,'invocationId':'xyz','error':'Whoops!'}"),
                vector(
                        "completion with an empty error",
                        Completion.failure("xyz", ""),
                        "{'type':3,'invocationId':'xyz','error':''}"),
                vector(
                        "stream invocation",
                        new StreamInvocation("xyz", "method", arguments("42"), List.of()),
                        "{'type':4,'invocationId':'xyz','target':'method','arguments':[42]}"),
                vector(
                        "stream invocation with an upload stream",
                        new StreamInvocation("xyz", "method", Arguments.EMPTY, List.of("1")),
                        "{'type':4,'invocationId':'xyz','target':'method','arguments':[],'streamIds':['1']}"),
                vector("cancel", CancelInvocation.of("xyz"), "{'type':5,'invocationId':'xyz'}"),
                vector("ping", Ping.INSTANCE, "{'type':6}"),
                vector("close", new Close(null, false), "{'type':7}"),
                vector("close with an error", new Close("Error!", false), "{'type':7,'error':'Error!'}"),
                vector("close with an empty error", new Close("", false), "{'type':7,'error':''}"),
                vector("close to reconnect", new Close(null, true), "{'type':7,'allowReconnect':true}"),
                vector(
                        "close with an error to reconnect",
                        new Close("Error!", true),
                        "{'type':7,'error':'Error!','allowReconnect':true}"),
                vector("ack", new Ack(42), "{'type':8,'sequenceId':42}"),
                vector("sequence", new Sequence(146), "{'type':9,'sequenceId':146}"),
                vector(
                        "sequence beyond 32 bits",
                        new Sequence(Long.MAX_VALUE),
                        "{'type':9,'sequenceId':9223372036854775807}"));
    }

    @Override
    Stream<Vector> onlyRead() {
        Invocation echo = Invocation.of("1", "Echo", arguments("7"));
        return Stream.of(
                vector(
                        "JavaScript invokes",
                        Invocation.of("0", "Add", arguments("1", "2")),
                        "{'target':'Add','arguments':[1,2],'invocationId':'0','type':1}"),
                vector(
                        "JavaScript sends",
                        Invocation.of("Foo", arguments("'x'")),
                        "{'target':'Foo','arguments':['x'],'type':1}"),
                vector(
                        "JavaScript uploads",
                        new Invocation("1", "Up", Arguments.EMPTY, List.of("2")),
                        "{'target':'Up','arguments':[],'invocationId':'1','streamIds':['2'],'type':1}"),
                vector("upload item", StreamItem.of("2", Json.of("5")), "{'invocationId':'2','item':5,'type':2}"),
                vector("upload end", Completion.empty("2"), "{'invocationId':'2','type':3}"),
                vector(
                        "failed upload end",
                        Completion.failure("2", "bad"),
                        "{'error':'bad','invocationId':'2','type':3}"),
                vector("JavaScript cancels", CancelInvocation.of("3"), "{'invocationId':'3','type':5}"),
                vector("Java closes", new Close(null, false), "{'type':7,'allowReconnect':false}"),
                vector(
                        "arguments before target",
                        echo,
                        "{'arguments':[7],'type':1,'target':'Echo','invocationId':'1'}"),
                vector(
                        "stream arguments before target",
                        new StreamInvocation("3", "Method", arguments("1", "2"), List.of()),
                        "{ 'type':4, 'arguments': [1,2], 'target': 'Method', 'invocationId': '3' }"),
                vector(
                        "result before id",
                        Completion.result("15", Json.of("10")),
                        "{ 'type':3, 'result': 10, 'invocationId': '15' }"),
                vector(
                        "item before id",
                        StreamItem.of("1a", Json.of("\"foo\"")),
                        "{ 'item': 'foo', 'invocationId': '1a', 'type':2 }"),
                vector(
                        "headers are stepped over",
                        Completion.empty("xyz"),
                        "{'type':3,'headers':{'Foo':'Bar','KeyWith\\nNew\\r\\nLines':'Still Works','':'Also\\nWorks\\r\\nFine'},"
                                + "'invocationId':'xyz'}"),
                vector(
                        "two equal headers do no harm",
                        CancelInvocation.of("1"),
                        "{'type':5,'headers':{'a':'b','a':'c'},'invocationId':'1'}"),
                vector("last type counts", Ping.INSTANCE, "{'type':1,'type':6}"),
                vector(
                        "last target counts",
                        echo,
                        "{'type':1,'target':'Nothing','invocationId':'1','target':'Echo','arguments':[7]}"),
                vector(
                        "last id counts",
                        echo,
                        "{'type':1,'target':'Echo','invocationId':'2','invocationId':'1','arguments':[7]}"),
                vector(
                        "first arguments count",
                        Invocation.of("1", "Echo", arguments("7", "8")),
                        "{'type':1,'target':'Echo','invocationId':'1','arguments':[7,8],'arguments':[9]}"),
                vector(
                        "empty id is none",
                        Invocation.of("Echo", arguments("7")),
                        "{'type':1,'invocationId':'','target':'Echo','arguments':[7]}"),
                vector(
                        "empty target is one",
                        Invocation.of("", Arguments.EMPTY),
                        "{'type':1,'target':'','arguments':[]}"),
                vector(
                        "member name with an escape",
                        echo,
                        "{'\\u0074ype':1,'target':'Echo','invocationId':'1','arguments':[7]}"),
                vector(
                        "escapes in target and id",
                        Invocation.of("\"\\/\b\f\n\r\té😀", "Echo", Arguments.EMPTY),
                        "{'type':1,'target':'\\u0045cho','invocationId':'\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\uD83d\\uDE00','arguments':[]}"),
                vector(
                        "extra members",
                        echo,
                        "{'type':1,'target':'Echo','a':{'type':[1,{'target':2}]},'invocationId':'1','arguments':[7],'Type':'x'}"),
                vector(
                        "error in an invocation",
                        echo,
                        "{'type':1,'error':'x','target':'Echo','invocationId':'1','arguments':[7]}"),
                vector(
                        "everything in a ping",
                        Ping.INSTANCE,
                        "{'type':6,'result':1,'error':'x','item':2,'sequenceId':null}"),
                vector("second object is ignored", Ping.INSTANCE, "{'type':6}{'type':7}"),
                vector("text behind the object is ignored", Ping.INSTANCE, "{'type':6}} garbage \u0000"),
                vector("white space", Ping.INSTANCE, " \n\t\r{ \n\t\r'type' \n\t\r: \n\t\r6 \n\t\r} "),
                vector("minus zero", new Unknown(0), "{'type':-0}"),
                vector("negative ack", new Ack(-1), "{'type':8,'sequenceId':-1}"),
                vector(
                        "stream invocation without an id",
                        new Unknown(4),
                        "{'type':4,'target':'Counter','arguments':[1,0]}"),
                vector(
                        "stream invocation with an empty id",
                        new Unknown(4),
                        "{'type':4,'invocationId':'','target':'Counter','arguments':[1,0]}"),
                vector(
                        "empty streamIds",
                        echo,
                        "{'type':1,'target':'Echo','invocationId':'1','arguments':[7],'streamIds':[]}"),
                vector("64 levels", Ping.INSTANCE, "{'type':6,'a':" + nested(63) + "}"),
                vector("64 levels of objects", Ping.INSTANCE, "{'type':6,'a':" + nestedObjects(63) + "}"));
    }

    @Override
    Stream<Broken> broken() {
        return Stream.of(
                broken("", ERROR),
                broken(" ", ERROR),
                broken("null", "Unexpected JSON Token Type 'Null'. Expected a JSON Object."),
                broken("'foo'", "Unexpected JSON Token Type 'String'. Expected a JSON Object."),
                broken("[42]", "Unexpected JSON Token Type 'Array'. Expected a JSON Object."),
                broken("42", "Unexpected JSON Token Type 'Number'. Expected a JSON Object."),
                broken("true", "Unexpected JSON Token Type 'True'. Expected a JSON Object."),
                broken("false", "Unexpected JSON Token Type 'False'. Expected a JSON Object."),
                broken("nul", ERROR),
                broken("'foo", ERROR),
                broken("{", ERROR),
                broken("{'type':6", ERROR),
                broken("{'type':6,", ERROR),
                broken("{'type':6,}", ERROR),
                broken("{,'type':6}", ERROR),
                broken("{'type':6 'a':1}", ERROR),
                broken("{'type' 6}", ERROR),
                broken("{'type'}", ERROR),
                broken("{type:6}", ERROR),
                broken("{'type':6]", ERROR),
                broken("/**/{'type':6}", ERROR),
                broken("{'type':6,/**/'a':1}", ERROR),
                broken("\uFEFF{'type':6}", ERROR),
                broken("\u000B{'type':6}", ERROR),
                broken("\u00A0{'type':6}", ERROR),
                broken("{'type':6,'a':" + nested(64) + "}", ERROR),
                broken("{'type':6,'a':" + nestedObjects(64) + "}", ERROR),
                broken("{'type':1,'target':'x','arguments':[" + nested(63) + "]}", ERROR),
                broken("[[}", "Unexpected JSON Token Type 'Array'. Expected a JSON Object."),
                broken("{'type':1,'target':'x','arguments':[[}", ERROR),
                broken("{}", "Missing required property 'type'."),
                broken("{'Type':6}", "Missing required property 'type'."),
                broken("{'protocol':'json','version':1}", "Missing required property 'type'."),
                broken("{'type':null}", "Expected 'type' to be of type Number."),
                broken("{'type':'1'}", "Expected 'type' to be of type Number."),
                broken("{'type':true}", "Expected 'type' to be of type Number."),
                broken("{'type':{}}", "Expected 'type' to be of type Number."),
                broken("{'type':[1]}", "Expected 'type' to be of type Number."),
                broken("{'type':6.0}", NO_INT32),
                broken("{'type':6e0}", NO_INT32),
                broken("{'type':2147483648}", NO_INT32),
                broken("{'type':06}", ERROR),
                broken("{'type':6.}", ERROR),
                broken("{'type':-}", ERROR),
                broken("{'type':+6}", ERROR),
                broken("{'type':1}", "Missing required property 'target'."),
                broken("{'type':1,'invocationId':'42'}", "Missing required property 'target'."),
                broken("{'type':1,'arguments':[]}", "Missing required property 'target'."),
                broken("{'type':1,'target':'foo'}", "Missing required property 'arguments'."),
                broken("{'type':1,'target':42,'arguments':[]}", "Expected 'target' to be of type String."),
                broken("{'type':1,'target':null,'arguments':[]}", "Expected 'target' to be of type String."),
                broken("{'type':1,'target':tru", ERROR),
                broken("{'target':[[}", "Expected 'target' to be of type String."),
                broken("{'type':1,'invocationId':42}", "Expected 'invocationId' to be of type String."),
                broken("{'type':1,'invocationId':null}", "Expected 'invocationId' to be of type String."),
                broken("{'type':1,'target':'foo','arguments':{}}", "Expected 'arguments' to be of type Array."),
                broken("{'type':1,'target':'foo','arguments':null}", "Expected 'arguments' to be of type Array."),
                broken("{'type':1,'headers':null}", "Expected 'headers' to be of type StartObject."),
                broken("{'type':1,'headers':[]}", "Expected 'headers' to be of type StartObject."),
                broken("{'type':1,'headers':{'a':42}}", "Expected header 'a' to be of type String."),
                broken("{'type':1,'headers':{'a':true}}", "Expected header 'a' to be of type String."),
                broken("{'type':1,'headers':{'a':null}}", "Expected header 'a' to be of type String."),
                broken("{'type':1,'headers':{'a':[]}}", "Expected header 'a' to be of type String."),
                broken("{'type':1,'streamIds':null}", "Expected 'streamIds' to be of type Array."),
                broken("{'type':1,'streamIds':'1'}", "Expected 'streamIds' to be of type Array."),
                broken("{'type':1,'streamIds':[null]}", "Null value for 'streamIds' is not valid."),
                broken("{'type':1,'streamIds':[1]}", "Cannot get the value of a token type 'Number' as a string."),
                broken("{'type':2}", "Missing required property 'invocationId'."),
                broken("{'type':2,'item':1}", "Missing required property 'invocationId'."),
                broken("{'type':2,'invocationId':'','item':1}", "Missing required property 'invocationId'."),
                broken("{'type':2,'invocationId':'42'}", "Missing required property 'item'."),
                broken("{'type':2,'invocationId':42,'item':1}", "Expected 'invocationId' to be of type String."),
                broken("{'type':3}", "Missing required property 'invocationId'."),
                broken("{'type':3,'invocationId':''}", "Missing required property 'invocationId'."),
                broken("{'type':3,'error':'a','result':1}", "Missing required property 'invocationId'."),
                broken("{'type':3,'invocationId':'1','error':null}", "Expected 'error' to be of type String."),
                broken("{'type':3,'invocationId':'1','error':[]}", "Expected 'error' to be of type String."),
                broken(
                        "{'type':3,'invocationId':'1','error':'a','result':null}",
                        "The 'error' and 'result' properties are mutually exclusive."),
                broken(
                        "{'type':3,'invocationId':'1','error':'','result':1}",
                        "The 'error' and 'result' properties are mutually exclusive."),
                broken("{'type':4}", "Missing required property 'target'."),
                broken("{'type':4,'arguments':[]}", "Missing required property 'target'."),
                broken("{'type':4,'target':'x'}", "Missing required property 'invocationId'."),
                broken("{'type':4,'invocationId':'1','target':'x'}", "Missing required property 'arguments'."),
                broken("{'type':4,'invocationId':null}", "Expected 'invocationId' to be of type String."),
                broken("{'type':5}", "Missing required property 'invocationId'."),
                broken("{'type':5,'invocationId':''}", "Missing required property 'invocationId'."),
                broken("{'type':6,'target':5}", "Expected 'target' to be of type String."),
                broken("{'type':6,'error':5}", "Expected 'error' to be of type String."),
                broken("{'type':7,'type':1}", "Missing required property 'target'."),
                broken("{'type':'7','error':5}", "Expected 'type' to be of type Number."),
                broken("{'type':7,'error':5", "Expected 'error' to be of type String."),
                broken("{'a':{'type':7},'error':5,'type':6}", "Expected 'error' to be of type String."),
                broken("{'type':7,'allowReconnect':tru}", ERROR),
                broken("{'type':8}", "Missing required property 'sequenceId'."),
                broken("{'type':9}", "Missing required property 'sequenceId'."),
                broken("{'type':8,'sequenceId':null}", "Missing required property 'sequenceId'."),
                broken("{'type':8,'sequenceId':'1'}", "Expected 'sequenceId' to be of type Number."),
                broken("{'type':8,'sequenceId':true}", "Expected 'sequenceId' to be of type Number."),
                broken("{'type':8,'sequenceId':1.5}", NO_INT64),
                broken("{'type':9,'sequenceId':9223372036854775808}", NO_INT64),
                broken("{'type':99,'target':5}", "Expected 'target' to be of type String."));
    }

    @Override
    byte[] messageOfType(int type) {
        return record("{'type':" + type + ",'of':['the',{'future':null}]}");
    }

    /** Clients write their goodbyes in other ways than the reference does. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':7,'error':5}",
                "{'error':null,'type':7}",
                "{ 'type' : 7 , 'error' : { 'code' : [ 5 ] } , 'allowReconnect' : 'yes' , 'x' : 1 }",
                "{'type':7,'allowReconnect':null}",
                "{'headers':{'a':1},'invocationId':5,'target':[],'arguments':{},'streamIds':1,'sequenceId':'x','type':7}",
                "{'type':1,'error':5,'type':7}",
            })
    void aCloseWhoseRestCannotBeReadIsAGoodbye(String close) throws ProtocolException {
        assertThat(parse(record(close))).isEqualTo(new Close(null, false));
    }

    @Test
    void sizesAreThoseOfTheReference() {
        assertThat(protocol().encode(Ping.INSTANCE)).hasSize(11);
        assertThat(protocol().encode(new Close(null, false))).hasSize(11);
        assertThat(protocol().encode(Completion.empty("1"))).hasSize(30);
    }

    @Test
    void isTextOfTwoVersions() {
        assertThat(protocol().name()).isEqualTo("json");
        assertThat(protocol().binary()).isFalse();
        assertThat(protocol().supports(0)).isTrue();
        assertThat(protocol().supports(2)).isTrue();
        assertThat(protocol().supports(3)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.0", "1E+3", "-0", "12345678901234567890123456789", "1e400", "{\"b\":1,\"a\":2,\"b\":3}"})
    void payloadIsRelayedAsItCame(String payload) throws ProtocolException {
        assertThat(relayed("[" + payload + "]")).isEqualTo("[" + payload + "]");
    }

    @Test
    void whiteSpaceBetweenTokensOfAPayloadIsDroppedButKeptInStrings() throws ProtocolException {
        assertThat(relayed("[ {'a b' :\r\n 1 ,'c\\\"  \\\\':\t[ ]} ,' ' ]"))
                .isEqualTo("[{'a b':1,'c\\\"  \\\\':[]},' ']".replace('\'', '"'));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'\\ud800'",
                "'\\udc00'",
                "'\\ud800\\n'",
                "'\\ud800\\ud800'",
                "'\\ud800\\ud83d\\ude00'",
                "'\\ud800x'",
                "'\\ud800\\\\'",
                "'\\udc00\\ud800'",
                "{'\\ud800':1}",
                "[1,{'a':['\\uDFFF']}, 2]"
            })
    void aValueWithHalfACharacterIsReadToItsEndAndGivenToNobody(String value) throws ProtocolException {
        assertUnreadable(record("{'type':1,'invocationId':'1','target':'x','arguments':[0," + value + ",1]}"));
        assertThat(((StreamItem) parse(record("{'type':2,'invocationId':'1','item':" + value + "}"))).item())
                .isInstanceOf(Unreadable.class);
        assertThat(((Completion) parse(record("{'type':3,'result': " + value + ",'invocationId':'1'}"))).result())
                .isInstanceOf(Unreadable.class);
    }

    private void assertUnreadable(byte[] record) throws ProtocolException {
        Invocation call = (Invocation) parse(record);
        Arguments.Flaw flaw = call.arguments().flaw().orElseThrow();
        assertThat(call.invocationId()).isEqualTo("1");
        assertThat(flaw.index()).isEqualTo(1);
        assertThat(flaw.value().what()).isEqualTo("a value with text that is not Unicode");
        assertThatThrownBy(() -> protocol().encode(call)).isInstanceOf(IllegalStateException.class);
    }

    /** Nobody acts on it, or it is looked up and not found, or is for people to read. */
    @Test
    void halfACharacterInNoValueBreaksNothing() throws ProtocolException {
        assertThat(parse(record("{'type':6,'a':'\\ud800','\\ud800':1}"))).isEqualTo(Ping.INSTANCE);
        assertThat(parse(record("{'type':5,'headers':{'a\\ud800':'\\ud800'},'invocationId':'1'}")))
                .isEqualTo(CancelInvocation.of("1"));
        assertThat(parse(record("{'type':1,'target':'a\\ud800b\\ud83d\\ude00','arguments':[]}")))
                .isEqualTo(Invocation.of("a\uFFFDb\uD83D\uDE00", Arguments.EMPTY));
        assertThat(parse(record("{'type':3,'invocationId':'1','error':'\\udc00 failed'}")))
                .isEqualTo(Completion.failure("1", "\uFFFD failed"));
    }

    /** By ids both sides find what belongs together: there would be no way to answer. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':1,'invocationId':'\\ud800','target':'x','arguments':[]}",
                "{'type':1,'invocationId':'1','target':'x','arguments':[],'streamIds':['\\ud800']}",
                "{'type':2,'invocationId':'\\ud800','item':1}",
                "{'type':3,'invocationId':'\\ud800'}",
                "{'type':5,'invocationId':'\\ud800'}"
            })
    void anIdWithHalfACharacterIsRefused(String json) {
        assertThatThrownBy(() -> parse(record(json)))
                .isInstanceOf(ProtocolException.class)
                .hasMessage(ERROR);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"\\ud800\\x\"",
                "\"\\ud800\\u12g4\"",
                "\"\\u12g4\"",
                "\"\\u123\"",
                "\"\\x\"",
                "\"\\",
                "\"\t\"",
                "\"\u0000\"",
                "\"\n\"",
                "\"",
                "01",
                "1.",
                ".5",
                "+1",
                "1e",
                "1e+",
                "-",
                "0x1",
                "NaN",
                "Infinity",
                "True",
                "nulll",
                "[1,]",
                "[,1]",
                "[1 2]",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":1,}",
                "{1:1}",
                "[01]",
                "]",
                "}",
                "[}",
                "{]",
                ":",
                ",",
                ""
            })
    void payloadThatCouldBreakAReceiverIsRefused(String payload) {
        byte[] record = record("{'type':1,'target':'x','arguments':[0," + payload + "]}");
        assertThatThrownBy(() -> parse(record))
                .isInstanceOf(ProtocolException.class)
                .hasMessage(ERROR);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ff",
                "80",
                "c0af",
                "c1bf",
                "e08080",
                "e09fbf",
                "eda080",
                "edbfbf",
                "eda081edb080",
                "f08080af",
                "f08fbfbf",
                "f4908080",
                "f5808080",
                "c3",
                "e282",
                "f09f98",
                "c328",
                "e28228",
                "f09f9828",
                "c3c3"
            })
    void aValueWithIllFormedUtf8IsReadToItsEndAndGivenToNobody(String hex) throws ProtocolException {
        assertUnreadable(withBytes("{'type':1,'invocationId':'1','target':'x','arguments':[0,['#'],1]}", hex));
        assertThat(parse(withBytes("{'type':6,'a':'#', 'b':1}", hex))).isEqualTo(Ping.INSTANCE);
        assertThat(((Invocation) parse(withBytes("{'type':1,'target':'a#','arguments':[]}", hex))).target())
                .startsWith("a\uFFFD");
        assertThatThrownBy(() -> parse(withBytes("{'type':5,'invocationId':'#'}", hex)))
                .isInstanceOf(ProtocolException.class)
                .hasMessage(ERROR);
    }

    private static byte[] withBytes(String json, String hex) {
        byte[] record = record(json.replace("#", "#".repeat(hex.length() / 2)));
        int at = new String(record, UTF_8).indexOf('#');
        byte[] bytes = HexFormat.of().parseHex(hex);
        System.arraycopy(bytes, 0, record, at, bytes.length);
        return record;
    }

    @Test
    void hostileInputCostsLinearTimeAndNoStack() {
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(10), () -> {
            for (String evil : List.of("[", "{\"a\":", "\"\\u", "9", " ", "[],", "\\", "{\"type\":1,")) {
                byte[] bytes = (evil.repeat(4_000_000 / evil.length()) + "\u001e").getBytes(UTF_8);
                assertThatThrownBy(() -> parse(bytes)).isInstanceOf(ProtocolException.class);
            }
        });
    }

    @Test
    void headersWithEqualHashCodesCostLinearTime() {
        List<String> names = List.of("");
        for (int i = 0; i < 17; i++) {
            names = names.stream()
                    .flatMap(name -> Stream.of(name + "Aa", name + "BB"))
                    .toList();
        }
        byte[] record = record("{'type':5,'invocationId':'1','headers':{'" + String.join("':'','", names) + "':''}}");
        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(10), () -> assertThat(parse(record)).isInstanceOf(CancelInvocation.class));
    }

    @Test
    void depthOfTenThousandIsRefused() {
        byte[] record = record("{'type':1,'target':'x','arguments':[" + nested(10_000) + "]}");
        assertThatThrownBy(() -> parse(record))
                .isInstanceOf(ProtocolException.class)
                .hasMessage(ERROR);
    }

    @Test
    void manyArgumentsAreAllFound() throws ProtocolException {
        Invocation invocation =
                (Invocation) parse(record("{'type':1,'target':'x','arguments':[" + "1,".repeat(999) + "2]}"));
        assertThat(invocation.arguments().size()).isEqualTo(1000);
        assertThat(invocation.arguments().get(999)).isEqualTo(Json.of("2"));
    }

    @Test
    void messagesDoNotShowTheirPayload() {
        assertThat(messages().toString()).doesNotContain("€");
    }

    private String relayed(String arguments) throws ProtocolException {
        Invocation sent = (Invocation) parse(record("{'type':1,'target':'x','arguments':" + arguments + "}"));
        String text = new String(protocol().encode(Invocation.of("y", sent.arguments())), UTF_8);
        return text.substring(text.indexOf('['), text.lastIndexOf(']') + 1);
    }

    private static Vector vector(String name, HubMessage message, String json) {
        return new Vector(name, message, record(json));
    }

    private static Broken broken(String json, String text) {
        String name = "record " + (json.length() > 80 ? json.substring(0, 80) + "…" : json);
        return new Broken(name, record(json), text);
    }

    private static Arguments arguments(String... values) {
        return Arguments.of(
                Stream.of(values).map(value -> Json.of(quoted(value))).toList());
    }

    /** JSON is written with apostrophes here: Java has no good quotes for it. */
    private static byte[] record(String json) {
        return (quoted(json) + "\u001e").getBytes(UTF_8);
    }

    private static String quoted(String json) {
        return json.replace('\'', '"');
    }

    private static String nested(int levels) {
        return "[".repeat(levels) + "]".repeat(levels);
    }

    private static String nestedObjects(int levels) {
        return "{'a':".repeat(levels) + "1" + "}".repeat(levels);
    }
}
