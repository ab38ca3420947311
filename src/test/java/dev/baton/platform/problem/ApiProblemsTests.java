package dev.baton.platform.problem;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;

@SpringBootTest(
        classes = ProbeApplication.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "baton.body.max-size=1MB",
            // No database: nothing here asks for one.
            "management.endpoint.health.validate-group-membership=false"
        })
class ApiProblemsTests {

    private static final String FINE = "{'name':'a','count':1,'parts':[{'max_tokens':1}]}";

    @LocalServerPort int port;

    private final JsonMapper json = new JsonMapper();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    GET    | /api/v1/nothing              |                         | 404 | route_not_found
                    GET    | /api/v1/orders/no-uuid       |                         | 404 | not_found
                    GET    | /api/v1/orders/00000000-0000-7000-8000-000000000001?limit=x | | 400 | invalid_parameter
                    DELETE | /api/v1/orders               |                         | 405 | method_not_allowed
                    POST   | /api/v1/orders               |                         | 400 | body_missing
                    POST   | /api/v1/orders               | {                       | 400 | malformed_json
                    POST   | /api/v1/orders               | {'name':'a','count':1} x | 400 | malformed_json
                    POST   | /api/v1/orders               | {'name':'a','count':1} {} | 400 | malformed_json
                    POST   | /api/v1/anything             | {} {}                   | 400 | malformed_json
                    POST   | /api/v1/orders               | {'name':'a','name':'b'} | 400 | duplicate_field
                    POST   | /api/v1/anything             | {'a':{'b':1,'b':2}}     | 400 | duplicate_field
                    POST   | /api/v1/orders               | []                      | 400 | wrong_type
                    POST   | /api/v1/orders               | {'name':'a'}            | 422 | validation_failed
                    POST   | /api/v1/orders               | 5                       | 400 | wrong_type
                    GET    | /api/v1/failures/stale       |                         | 409 | edited_meanwhile
                    GET    | /api/v1/failures/database    |                         | 503 | database_unavailable
                    GET    | /api/v1/failures/peer        |                         | 500 | internal_error
                    GET    | /elsewhere/other             |                         | 500 | internal_error
                    """)
    void answersWithAProblemDocument(
            String method, String path, String body, int status, String code) throws Exception {
        var response = send(method, path, body);

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type"))
                .hasValue("application/problem+json");
        var problem = json.readTree(response.body());
        assertThat(problem.get("code").asString()).isEqualTo(code);
        assertThat(problem.get("type").asString()).isEqualTo("urn:baton:problem:" + code);
        assertThat(problem.get("status").asInt()).isEqualTo(status);
        assertThat(problem.get("instance").asString()).isEqualTo(path.split("\\?")[0]);
        assertThat(problem.get("trace_id").asString())
                .isEqualTo(response.headers().firstValue("X-Trace-Id").orElseThrow());
        assertThat(problem.get("title").asString()).isNotBlank();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {'name':'a','count':'1'}                         | wrong_type    | count               | must be a whole number
                    {'name':'a','count':1.5}                         | wrong_type    | count               | must be a whole number
                    {'name':5,'count':1}                             | wrong_type    | name                | must be a text
                    {'name':'a','count':1,'parts':[{'max_tokens':1},{'max_tokens':'x'}]} | wrong_type | parts[1].max_tokens | must be a whole number
                    {'name':'a','count':1,'parts':{}}                | wrong_type    | parts               | must be a list
                    {'name':'a','count':1,'due':'soon'}              | wrong_type    | due                 | must be a time such as 2026-01-31T12:00:00Z
                    {'name':'a','count':1,'colour':'BLUE'}           | wrong_type    | colour              | must be one of red, green
                    {'name':'a','count':1,'tenant_id':'other'}       | unknown_field | tenant_id           | is not known here
                    {'name':'a','count':1,'parts':[{'max_tokens':1,'role':'owner'}]}| unknown_field | parts[0].role       | is not known here
                    """)
    void namesTheFieldByItsPath(String body, String code, String field, String message)
            throws Exception {
        var problem = json.readTree(send("POST", "/api/v1/orders", body).body());

        assertThat(problem.get("status").asInt()).isEqualTo(400);
        assertThat(problem.get("code").asString()).isEqualTo(code);
        assertField(problem.get("errors").get(0), field, code.replace("_field", ""), message);
    }

    @Test
    void listsEveryFieldThatValidationRefuses() throws Exception {
        var response = send("POST", "/api/v1/orders", "{'name':'too long','count':0}");

        assertThat(response.statusCode()).isEqualTo(422);
        var errors = json.readTree(response.body()).get("errors");
        assertThat(errors.size()).isEqualTo(2);
        for (var error : errors) {
            if (error.get("field").asString().equals("name")) {
                assertField(error, "name", "too_long", "must have at most 5 characters or entries");
            } else {
                assertField(error, "count", "too_small", "must be at least 1");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "es-MX, Algunos campos no son válidos., es obligatorio",
        "'fr, th;q=0.8, en;q=0.1', บางฟิลด์ไม่ผ่านการตรวจสอบ, ต้องระบุ",
        "fr, Some fields cannot be accepted., is required",
        "';;;', Some fields cannot be accepted., is required"
    })
    void speaksTheCallersLanguage(String accept, String title, String message) throws Exception {
        var response =
                client().send(
                                request("/api/v1/orders")
                                        .header("Accept-Language", accept)
                                        .header("Content-Type", "application/json")
                                        .POST(
                                                BodyPublishers.ofString(
                                                        "{\"name\":\"\",\"count\":1}"))
                                        .build(),
                                BodyHandlers.ofString());

        var problem = json.readTree(response.body());
        assertThat(problem.get("title").asString()).isEqualTo(title);
        assertThat(problem.get("errors").get(0).get("message").asString()).isEqualTo(message);
    }

    @Test
    void saysWhenALimitFrees() throws Exception {
        var response = send("GET", "/api/v1/failures/limit", null);

        assertThat(response.statusCode()).isEqualTo(429);
        assertThat(response.headers().firstValue("Retry-After")).hasValue("3");
        assertThat(json.readTree(response.body()).get("limit").asString()).isEqualTo("tenant");
    }

    @Test
    void asksToComeBackWhenTheDatabaseIsAway() throws Exception {
        var response = send("GET", "/api/v1/failures/database", null);

        assertThat(response.headers().firstValue("Retry-After")).hasValue("5");
        assertThat(response.body()).doesNotContain("secret-host");
    }

    @Test
    void keepsInternalsToItself() throws Exception {
        assertThat(send("GET", "/api/v1/failures/other", null).body())
                .doesNotContain("internal detail")
                .doesNotContain("IllegalState");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    GET  | /v1/nothing           |   | 404 | not_found_error       | route_not_found
                    POST | /v1/anything          | { | 400 | invalid_request_error | malformed_json
                    GET  | /v1/failures/limit    |   | 429 | rate_limit_error      | tenant_limit
                    GET  | /v1/failures/database |   | 503 | server_error          | database_unavailable
                    """)
    void keepsOpenAisShapeUnderV1(
            String method, String path, String body, int status, String type, String code)
            throws Exception {
        var response = send(method, path, body);

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
        var error = json.readTree(response.body()).get("error");
        assertThat(error.get("type").asString()).isEqualTo(type);
        assertThat(error.get("code").asString()).isEqualTo(code);
        assertThat(error.get("message").asString()).isNotBlank();
        assertThat(error.has("param")).isTrue();
    }

    @Test
    void leavesThePagesOfTheConsoleAlone() throws Exception {
        assertThat(send("GET", "/page", null).body()).doesNotContain("urn:baton:problem");
    }

    @Test
    void answersInSnakeCaseAndInTheOrderOfTheRecord() throws Exception {
        assertThat(send("GET", "/api/v1/orders/00000000-0000-7000-8000-000000000001", null).body())
                .isEqualTo(
                        "{\"name\":\"a\",\"count\":1,\"parts\":[{\"max_tokens\":7}],"
                                + "\"due\":\"1970-01-01T00:00:00Z\",\"colour\":\"red\"}");
        assertThat(send("POST", "/api/v1/orders", FINE).statusCode()).isEqualTo(200);
    }

    @Test
    void refusesAnotherMediaType() throws Exception {
        var response =
                client().send(
                                request("/api/v1/orders")
                                        .header("Content-Type", "text/csv")
                                        .POST(BodyPublishers.ofString("a,b"))
                                        .build(),
                                BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(415);
        assertThat(response.headers().firstValue("Accept").orElseThrow())
                .contains("application/json");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void refusesABodyOverTheCapHoweverItIsSent(boolean chunked) throws Exception {
        var text = "\"" + "x".repeat(10_000_000) + "\"";
        var response = post("/v1/anything", text, chunked);

        assertThat(response.statusCode()).isEqualTo(413);
        assertThat(json.readTree(response.body()).get("error").get("code").asString())
                .isEqualTo("body_too_large");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void takesABodyJustUnderTheCap(boolean chunked) throws Exception {
        var text = "\"" + "x".repeat(1024 * 1024 - 2) + "\"";

        assertThat(post("/v1/anything", text, chunked).statusCode()).isEqualTo(200);
        assertThat(post("/v1/anything", text + " ", chunked).statusCode()).isEqualTo(413);
    }

    @Test
    void refusesJsonThatIsTooDeep() throws Exception {
        var deep = "[".repeat(100_000) + "]".repeat(100_000);

        var problem = json.readTree(post("/api/v1/anything", deep, false).body());

        assertThat(problem.get("code").asString()).isEqualTo("json_limit");
    }

    @Test
    void refusesJsonOfTooManyValues() throws Exception {
        var most = "[" + "0,".repeat(199_997) + "0]";

        assertThat(post("/v1/anything", most, false).statusCode()).isEqualTo(200);

        var problem = post("/api/v1/anything", "[0," + most.substring(1), false);
        assertThat(problem.statusCode()).isEqualTo(400);
        assertThat(problem.body()).contains("json_limit", "too many values");
    }

    @Test
    void refusesACompressedBody() throws Exception {
        var response =
                client().send(
                                request("/api/v1/anything")
                                        .header("Content-Type", "application/json")
                                        .header("Content-Encoding", "gzip")
                                        .POST(BodyPublishers.ofString("x"))
                                        .build(),
                                BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(415);
        assertThat(response.body()).contains("content_encoding_unsupported");
    }

    private static void assertField(JsonNode error, String field, String code, String message) {
        assertThat(error.get("field").asString()).isEqualTo(field);
        assertThat(error.get("code").asString()).isEqualTo(code);
        assertThat(error.get("message").asString()).isEqualTo(message);
    }

    private HttpResponse<String> post(String path, String body, boolean chunked) throws Exception {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        var publisher =
                chunked
                        ? BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes))
                        : BodyPublishers.ofByteArray(bytes);
        return client().send(
                        request(path)
                                .header("Content-Type", "application/json")
                                .POST(publisher)
                                .build(),
                        BodyHandlers.ofString());
    }

    private HttpResponse<String> send(String method, String path, String body) throws Exception {
        var publisher =
                body == null
                        ? BodyPublishers.noBody()
                        : BodyPublishers.ofString(body.replace('\'', '"'));
        return client().send(
                        request(path)
                                .header("Content-Type", "application/json")
                                .method(method, publisher)
                                .build(),
                        BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
    }

    private static HttpClient client() {
        return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    }
}
