package dev.baton.drill;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/**
 * A request as no client should send it, and how it may be answered.
 *
 * @param statuses that are in order; 0 for a connection that ends without an answer
 * @param code that the answer holds; empty where the server itself refuses
 */
record Attack(String name, byte[] request, Set<Integer> statuses, String code) {

    private static final String AGENTS = "/api/v1/agents";
    private static final String MESSAGES = "/api/v1/messages";
    private static final int MEGABYTE = 1024 * 1024;

    @Override
    public String toString() {
        return name;
    }

    static List<Attack> all(String key) {
        var deep = "[".repeat(300) + "]".repeat(300);
        return List.of(
                json("a body over the cap", key, AGENTS, text(5 * MEGABYTE), 413, "body_too_large"),
                json("a form over the cap", key, "/login", text(5 * MEGABYTE), 413, ""),
                head("10 MB announced", key, "Content-Length: 10485760", 413, "body_too_large"),
                head("2^62 bytes announced", key, "Content-Length: 4611686018427387904", 413, ""),
                head("a length below zero", key, "Content-Length: -1", 400, ""),
                head("a length that is no number", key, "Content-Length: many", 400, ""),
                chunked("chunks over the cap", key, text(5 * MEGABYTE), 413, "body_too_large"),
                raw("a chunk of no length", key, "zz\r\n{}\r\n0\r\n\r\n", 400, 0),
                json("nested 300 deep", key, AGENTS, "{\"configuration\":{\"a\":" + deep + "}}", 400, "json_limit"),
                json("a message 300 deep", key, MESSAGES, "{\"input\":" + deep + "}", 400, "json_limit"),
                json("a name of 10,000 letters", key, AGENTS, "{\"" + "a".repeat(10_000) + "\":1}", 400, "json_limit"),
                json("a number of 10,000 digits", key, AGENTS, "{\"timeout_seconds\":" + "9".repeat(10_000) + "}", 400, "json_limit"),
                json("a field twice", key, AGENTS, "{\"name\":\"a\",\"name\":\"b\"}", 400, "duplicate_field"),
                json("a field of a message twice", key, MESSAGES, "{\"input\":\"a\",\"input\":\"b\"}", 400, "duplicate_field"),
                json("bytes behind the end", key, AGENTS, "{\"name\":\"a\",\"kind\":\"echo\"}x", 400, "malformed_json"),
                json("a second document", key, MESSAGES, "{\"input\":\"a\"}{}", 400, "malformed_json"),
                json("half a document", key, AGENTS, "{\"name\":", 400, "malformed_json"),
                json("a list for a text", key, AGENTS, "{\"name\":[\"a\"],\"kind\":\"echo\"}", 400, "wrong_type"),
                json("a number for a text", key, AGENTS, "{\"name\":5,\"kind\":\"echo\"}", 400, "wrong_type"),
                json("a field nobody knows", key, AGENTS, "{\"nam\":\"a\"}", 400, "unknown_field"),
                json("no JSON at all", key, AGENTS, "\u0000\u0001\u0002", 400, "malformed_json"),
                json("a list as the document", key, MESSAGES, "[]", 400, ""),
                json("nothing", key, AGENTS, "", 400, "body_missing"),
                head("a compressed body", key, "Content-Encoding: gzip\r\nContent-Length: 2", 415, "content_encoding"),
                head("two lengths", key, "Content-Length: 2\r\nContent-Length: 3", 400, ""),
                head("a header of 40 KB", key, "X: " + "x".repeat(40_000), 400, ""),
                line("a line feed in the address", "GET /a\nb HTTP/1.1"),
                line("an address of 40 KB", "GET /" + "a".repeat(40_000) + " HTTP/1.1"),
                line("a method nobody knows", "BREW /api/v1/agents HTTP/1.1"),
                line("a protocol nobody knows", "GET / HTTP/9.9"),
                line("a zero byte in the address", "GET /\u0000 HTTP/1.1"),
                line("a way out of the folder", "GET /webjars/..%2f..%2fetc/passwd HTTP/1.1"),
                line("half an escape", "GET /agents/%zz HTTP/1.1"),
                line("no HTTP", "\u0016\u0003\u0001\u0002\u0000"));
    }

    private static Attack json(
            String name, String key, String path, String body, int status, String code) {
        var type =
                path.equals("/login") ? "application/x-www-form-urlencoded" : "application/json";
        return of(
                name,
                opening(path, key, type)
                        + "Content-Length: "
                        + body.getBytes(StandardCharsets.UTF_8).length
                        + "\r\n\r\n"
                        + body,
                path.equals("/login") ? Set.of(400, 403, 413, 303) : Set.of(status),
                code);
    }

    private static Attack head(String name, String key, String header, int status, String code) {
        return of(
                name,
                opening(AGENTS, key, "application/json") + header + "\r\n\r\n",
                status == 400 ? Set.of(400, 413, 431) : Set.of(status),
                code);
    }

    private static Attack chunked(String name, String key, String body, int status, String code) {
        return of(
                name,
                opening(AGENTS, key, "application/json")
                        + "Transfer-Encoding: chunked\r\n\r\n"
                        + Integer.toHexString(body.length())
                        + "\r\n"
                        + body
                        + "\r\n0\r\n\r\n",
                Set.of(status),
                code);
    }

    private static Attack raw(String name, String key, String rest, Integer... statuses) {
        return of(
                name,
                opening(AGENTS, key, "application/json")
                        + "Transfer-Encoding: chunked\r\n\r\n"
                        + rest,
                Set.of(statuses),
                "");
    }

    private static Attack line(String name, String line) {
        return of(
                name,
                line + "\r\nHost: x\r\nConnection: close\r\n\r\n",
                Set.of(0, 302, 303, 400, 401, 403, 404, 405, 414, 431, 501, 505),
                "");
    }

    private static Attack of(String name, String request, Set<Integer> statuses, String code) {
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(request.getBytes(StandardCharsets.UTF_8));
        return new Attack(name, bytes.toByteArray(), statuses, code);
    }

    private static String opening(String path, String key, String type) {
        return "POST %s HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer %s\r\nContent-Type: %s\r\n"
                .formatted(path, key, type);
    }

    private static String text(int length) {
        return "{\"name\":\"" + "a".repeat(length) + "\"}";
    }
}
