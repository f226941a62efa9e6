package org.presencehub.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.presencehub.testing.Records;
import org.presencehub.testing.ServerUnderTest;

/** Messages made to break who reads them, by every transport, in both protocols, with a token and without: each ends at most its sender's connection. */
@HostileTest
final class HostileRecordsIT {
    /** As deep as a message of the default size can be. */
    private static final int DEEP = 31_000;

    private static final String SEPARATOR = Records.SEPARATOR;

    private final ServerUnderTest server;
    private Bystander bystander;

    HostileRecordsIT(ServerUnderTest server) {
        this.server = server;
    }

    @BeforeEach
    void connect() {
        bystander = new Bystander(server);
    }

    @AfterEach
    void expectServed() {
        bystander.expectServed();
        bystander.close();
        assertThat(server.log().orElseThrow().text()).doesNotContain("StackOverflowError", "OutOfMemoryError");
    }

    @ParameterizedTest
    @MethodSource("org.presencehub.hostile.Way#text")
    void nestedJson(Way way) {
        String arrays = "[".repeat(DEEP / 2) + "]".repeat(DEEP / 2);
        for (String deep : List.of(arrays, "[{\"a\":".repeat(DEEP / 6))) {
            for (String record : List.of(
                    "{\"type\":1,\"target\":\"Echo\",\"arguments\":[" + deep + "]}",
                    "{\"type\":4,\"invocationId\":\"1\",\"target\":\"Echo\",\"arguments\":[" + deep + "]}",
                    "{\"type\":2,\"invocationId\":\"1\",\"item\":" + deep + "}",
                    "{\"type\":3,\"invocationId\":\"1\",\"result\":" + deep + "}",
                    "{\"type\":6,\"headers\":{\"a\":" + deep + "}}",
                    "{\"type\":6,\"x\":" + deep + "}",
                    "{\"type\":" + deep + "}",
                    deep)) {
                try (Attacker attacker = Attacker.connected(server, way)) {
                    attacker.send(record + SEPARATOR).expectEnded();
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("org.presencehub.hostile.Way#packed")
    void nestedMessagePack(Way way) {
        String arrays = "91".repeat(DEEP);
        String both = "9181a0".repeat(DEEP / 3);
        for (String deep : List.of(arrays, both)) {
            for (String message : List.of(
                    "950180c0a44563686f91" + deep,
                    "960180c0a44563686f90" + deep,
                    "950480a131a44563686f91" + deep,
                    "940280a131" + deep,
                    "950380a13103" + deep,
                    "950380a13101" + deep,
                    "9501" + deep,
                    "950181a161" + deep,
                    "930581a161" + deep,
                    deep)) {
                try (Attacker attacker = Attacker.connected(server, way)) {
                    attacker.send(framed(message)).expectEnded();
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("org.presencehub.hostile.Way#packed")
    void lengthsThatAreNotThere(Way way) {
        for (String claim : List.of("db7fffffff", "dd7fffffff", "c97fffffff01")) {
            for (String message : List.of(
                    claim,
                    "9501" + claim,
                    "950180" + claim,
                    "950180c0" + claim,
                    "950180c0a44563686f" + claim,
                    "950180c0a44563686f91" + claim,
                    "960180c0a44563686f90" + claim,
                    "940280a131" + claim,
                    "950380a13103" + claim)) {
                try (Attacker attacker = Attacker.connected(server, way)) {
                    attacker.send(framed(message)).expectEnded();
                }
            }
        }
        try (Attacker attacker = Attacker.connected(server, way)) {
            attacker.send(bytes("ffffffff07")).expectEnded();
        }
        try (Attacker attacker = Attacker.connected(server, way)) {
            attacker.send(bytes("ffffffffff")).expectEnded();
        }
    }

    @ParameterizedTest
    @MethodSource("org.presencehub.hostile.Way#all")
    void handshakesThatAreNone(Way way) {
        for (String odd : List.of(
                SEPARATOR.repeat(30_000),
                "{}" + SEPARATOR,
                "{\"protocol\":\"json\",\"version\":" + "1".repeat(30_000) + "}" + SEPARATOR,
                "{\"protocol\":\"json\",\"version\":1e1000000000}" + SEPARATOR,
                "{\"protocol\":\"" + "x".repeat(30_000) + "\",\"version\":1}" + SEPARATOR,
                "{\"protocol\":\"\\u0000\",\"version\":1}" + SEPARATOR,
                "[".repeat(30_000) + SEPARATOR,
                "{\"x\":\"" + "x".repeat(200_000),
                " ".repeat(200_000),
                "\u0000".repeat(1_000) + SEPARATOR)) {
            try (Attacker attacker = new Attacker(server, way)) {
                attacker.send(odd).expectEnded();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("org.presencehub.hostile.Way#text")
    void recordsThatAreNone(Way way) {
        for (String odd : List.of(
                SEPARATOR.repeat(1_000_000),
                "{\"type\":" + "1".repeat(30_000) + "}" + SEPARATOR,
                "{\"type\":1e1000000000}" + SEPARATOR,
                "{\"type\":9,\"sequenceId\":" + "9".repeat(30_000) + "}" + SEPARATOR,
                "{\"type\":1,\"target\":\"Echo\",\"arguments\":[" + "9".repeat(200_000),
                "{" + "\"a\":1,".repeat(5_000) + SEPARATOR,
                "x".repeat(40_000))) {
            try (Attacker attacker = Attacker.connected(server, way)) {
                attacker.send(odd).expectEnded();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("org.presencehub.hostile.Way#packed")
    void messagesThatAreEmpty(Way way) {
        try (Attacker attacker = Attacker.connected(server, way)) {
            attacker.send(new byte[500_000]).expectEnded();
        }
    }

    /** What is well formed, and far too much: nobody is ended for it, or only its sender; and it costs what its bytes cost. */
    @ParameterizedTest
    @MethodSource("org.presencehub.hostile.Way#text")
    void numbersAndCountsThatAreTooLarge(Way way) {
        String digits = "9".repeat(30_000);
        String streams = "\"s\",".repeat(7_000) + "\"s\"";
        for (String odd : List.of(
                "{\"type\":1,\"invocationId\":\"1\",\"target\":\"Echo\",\"arguments\":[" + digits + "]}",
                "{\"type\":1,\"invocationId\":\"1\",\"target\":\"Echo\",\"arguments\":[{\"a\":[1e1000000000]}]}",
                "{\"type\":1,\"invocationId\":\"1\",\"target\":\"Concat\",\"arguments\":[\"a\"," + digits + "]}",
                "{\"type\":1,\"invocationId\":\"1\",\"target\":\"Concat\",\"arguments\":[\"a\",1e1000000000]}",
                "{\"type\":1,\"invocationId\":\"1\",\"target\":\"Echo\",\"arguments\":[" + "0,".repeat(15_000) + "0]}",
                "{\"type\":1,\"invocationId\":\"1\",\"target\":\"Sum\",\"arguments\":[],\"streamIds\":[" + streams
                        + "]}",
                "{\"type\":3,\"invocationId\":\"" + "x".repeat(30_000) + "\",\"result\":1}",
                "{\"type\":5,\"invocationId\":\"" + "x".repeat(30_000) + "\"}")) {
            try (Attacker attacker = Attacker.connected(server, way)) {
                attacker.send((odd + SEPARATOR).repeat(20));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("org.presencehub.hostile.Way#text")
    void smallMessagesByTheHundredThousand(Way way) {
        for (String small : List.of(
                "{\"type\":6}",
                "{\"type\":8,\"sequenceId\":9223372036854775807}",
                "{\"type\":5,\"invocationId\":\"1\"}",
                "{\"type\":3,\"invocationId\":\"s1\",\"result\":1}",
                "{\"type\":2,\"invocationId\":\"1\",\"item\":1}",
                "{\"type\":4,\"invocationId\":\"1\",\"target\":\"Counter\",\"arguments\":[1000000,1]}",
                "{\"type\":1,\"target\":\"Sum\",\"arguments\":[],\"streamIds\":[\"1\"]}",
                "{\"type\":99}")) {
            try (Attacker attacker = Attacker.connected(server, way)) {
                attacker.send((small + SEPARATOR).repeat(900_000 / small.length()));
            }
        }
        bystander.expectRecovered();
    }

    private static byte[] framed(String hex) {
        byte[] body = bytes(hex);
        byte[] framed = new byte[body.length + 3];
        for (int i = 0; i < 3; i++) {
            framed[i] = (byte) (body.length >>> 7 * i & 0x7f | (i < 2 ? 0x80 : 0));
        }
        System.arraycopy(body, 0, framed, 3, body.length);
        return framed;
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }
}
