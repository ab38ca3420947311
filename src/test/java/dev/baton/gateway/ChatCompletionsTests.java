package dev.baton.gateway;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import dev.baton.message.MessageFixture;
import dev.baton.message.MessageFixture.Caller;
import dev.baton.message.ServerTest;
import dev.baton.model.Timeouts;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

@Tag("database")
@ServerTest
class ChatCompletionsTests {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String PATH = "/v1/chat/completions";

    private static final String ASKED =
            "{'model':'%s','messages':[{'role':'user','content':'hello'}]%s}";

    @RegisterExtension
    static final WireMockExtension PROVIDER =
            WireMockExtension.newInstance().options(options().dynamicPort()).build();

    @Autowired private MessageFixture fixture;

    private Caller caller;

    @BeforeEach
    void somebody() {
        caller = fixture.caller();
    }

    @Test
    void answersWhole() {
        var answer = complete("assistant", "");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("object").asString()).isEqualTo("chat.completion");
        assertThat(answer.json().at("/choices/0/message/content").asString()).contains("hello");
        assertThat(answer.json().at("/choices/0/finish_reason").asString()).isEqualTo("stop");
        assertThat(answer.json().at("/usage/total_tokens").asLong()).isPositive();
        assertThat(answer.header("X-Baton-Decision")).isNotEmpty();
    }

    @Test
    void streamsUntilDone() {
        var answer = complete("assistant", ",'stream':true");

        assertThat(answer.events().getLast()).isEqualTo("[DONE]");
        assertThat(answer.events()).noneMatch(event -> event.contains("\"usage\":{"));
        var ends =
                answer.events().stream()
                        .filter(event -> event.contains("\"finish_reason\":\"stop\""));
        assertThat(ends).hasSize(1);
    }

    @Test
    void tellsTheUsageOfAStreamThatAskedForIt() {
        var answer =
                complete("assistant", ",'stream':true,'stream_options':{'include_usage':true}");

        var events = answer.events();
        var usage = JSON.readTree(events.get(events.size() - 2));
        assertThat(usage.path("choices")).isEmpty();
        var call = fixture.usage(caller.tenant(), answer.trace()).getFirst();
        assertThat(usage.at("/usage/completion_tokens").asLong()).isEqualTo(call.tokensOut());
        assertThat(usage.at("/usage/prompt_tokens").asLong()).isEqualTo(call.tokensIn());
    }

    @Test
    void callsAToolAndAnswersFromItsResult() {
        var tools =
                ",'tools':[{'type':'function','function':{'name':'weather','parameters':{'type':'object','properties':{'city':{'type':'string'}},'required':['city']}}}]";

        var call = complete("assistant", tools).json().at("/choices/0");
        var streamed = complete("assistant", tools + ",'stream':true");

        assertThat(call.path("finish_reason").asString()).isEqualTo("tool_calls");
        var wanted = call.at("/message/tool_calls/0");
        assertThat(wanted.at("/function/name").asString()).isEqualTo("weather");
        assertThat(JSON.readTree(wanted.at("/function/arguments").asString()).has("city")).isTrue();
        assertThat(streamed.text()).contains("tool_calls", "[DONE]");
        var answered =
                caller.client()
                        .postExactly(
                                PATH,
                                """
                                {"model":"assistant","messages":[{"role":"user","content":"hello"},
                                %s,{"role":"tool","tool_call_id":"%s","content":"31 degrees"}]}
                                """
                                        .formatted(
                                                call.path("message"),
                                                wanted.path("id").asString()));
        assertThat(answered.json().at("/choices/0/message/content").asString())
                .contains("31 degrees");
    }

    @Test
    void fillsTheSchemaThatIsAskedFor() {
        var answer =
                complete(
                        "assistant",
                        ",'response_format':{'type':'json_schema','json_schema':{'name':'place','schema':{'type':'object','properties':{'city':{'type':'string'},'people':{'type':'integer'}},'required':['city','people']}}}");

        var filled = JSON.readTree(answer.json().at("/choices/0/message/content").asString());
        assertThat(filled.path("city").isString()).isTrue();
        assertThat(filled.path("people").isIntegralNumber()).isTrue();
    }

    @Test
    void passesUnknownFieldsOnDigitForDigit() {
        answers(
                "{'id':'c1','object':'chat.completion','created':1,'model':'m','odd':1.50,'choices':[{'index':0,'message':{'role':'assistant','content':'ok','extra':[1e3]},'finish_reason':'stop'}],'usage':{'prompt_tokens':7,'completion_tokens':3,'total_tokens':10}}");
        fixture.remote(caller.tenant(), "remote", url(), Timeouts.DEFAULT);

        var answer =
                complete(
                        "remote",
                        ",'temperature':0.10,'seed':12345678901234567890123,'top_k':40,'x_vendor':{'b':null,'a':[true,0.30000000000000000004]}");

        var sent = sent();
        assertThat(sent)
                .contains(
                        "\"temperature\":0.10",
                        "\"seed\":12345678901234567890123",
                        "\"x_vendor\":{\"b\":null,\"a\":[true,0.30000000000000000004]}");
        assertThat(JSON.readTree(sent).path("model").asString()).isEqualTo("stub-model");
        assertThat(answer.text()).contains("\"odd\":1.50").contains("\"extra\":[1");
        PROVIDER.verify(
                postRequestedFor(urlEqualTo(PATH))
                        .withHeader("Authorization", equalTo("Bearer sk-stub-1")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "api_base",
                "base_url",
                "api_key",
                "extra_headers",
                "custom_llm_provider"
            })
    void refusesAFieldThatWouldRedirectTheCall(String field) {
        var refusal = complete("assistant", ",'" + field + "':'http://evil.example'");

        assertThat(refusal.status()).isEqualTo(422);
        assertThat(refusal.json().at("/error/param").asString()).isEqualTo(field);
        assertThat(refusal.json().at("/error/code").asString()).isEqualTo("field_not_allowed");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    service_tier       | 'priority'
                    web_search_options | {}
                    modalities         | ['text','audio']
                    audio              | {'voice':'alloy','format':'mp3'}
                    tools              | [{'type':'web_search'}]
                    """)
    void refusesAFieldThatWouldMakeTheCallDearer(String field, String value) {
        var refusal = complete("assistant", ",'" + field + "':" + value);

        assertThat(refusal.status()).isEqualTo(422);
        assertThat(refusal.json().at("/error/type").asString()).isEqualTo("invalid_request_error");
        assertThat(refusal.json().at("/error/param").asString()).isEqualTo(field);
        assertThat(refusal.json().at("/error/code").asString()).isEqualTo("field_not_allowed");
        assertThat(complete("echo", ",'" + field + "':" + value).status())
                .as("has a price of its own")
                .isEqualTo(200);
    }

    @Test
    void passesOnWhatNeverCostsMoreAndWhatTheAgentPins() {
        answers(
                "{'id':'c1','choices':[{'index':0,'message':{'role':'assistant','content':'ok'},'finish_reason':'stop'}],'usage':{'prompt_tokens':7,'completion_tokens':3}}");
        fixture.remote(
                caller.tenant(),
                "searching",
                url(),
                Timeouts.DEFAULT,
                (ObjectNode) JSON.readTree("{\"web_search_options\":{},\"verbosity\":\"low\"}"));

        var answer =
                complete("searching", ",'service_tier':'flex','modalities':['text'],'audio':null");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(sent())
                .contains(
                        "\"service_tier\":\"flex\"",
                        "\"modalities\":[\"text\"]",
                        "\"audio\":null",
                        "\"web_search_options\":{}");
    }

    @Test
    void letsWhatTheAgentPinsWin() {
        answers(
                "{'id':'c1','choices':[{'index':0,'message':{'role':'assistant','content':'ok'},'finish_reason':'stop'}],'usage':{'prompt_tokens':7,'completion_tokens':3}}");
        fixture.remote(
                caller.tenant(),
                "pinned",
                url(),
                Timeouts.DEFAULT,
                JSON.createObjectNode().put("temperature", 0.2));

        complete("pinned", ",'temperature':1.9,'max_tokens':9000");

        var sent = JSON.readTree(sent());
        assertThat(sent.path("temperature").asDouble()).isEqualTo(0.2);
        assertThat(sent.path("max_tokens").asInt()).isEqualTo(500);
    }

    @Test
    void completesWhatAProviderLeavesOut() {
        answers(
                "{'choices':[{'index':0,'message':{'role':'assistant','content':'ok'},'finish_reason':'stop'}],'usage':{'prompt_tokens':7,'completion_tokens':3}}");
        fixture.remote(caller.tenant(), "terse", url(), Timeouts.DEFAULT);

        var answer = complete("terse", "");

        assertThat(answer.json().path("id").asString()).startsWith("chatcmpl-");
        assertThat(answer.json().path("object").asString()).isEqualTo("chat.completion");
        assertThat(answer.json().path("model").asString()).isEqualTo("stub-model");
        assertThat(answer.json().path("created").asLong()).isPositive();
        assertThat(answer.json().at("/choices/0/message/content").asString()).isEqualTo("ok");
    }

    @Test
    void listsTheAgentsAsModels() {
        var hidden = fixture.echo(caller.tenant(), "hidden", 0);
        fixture.disable(hidden);

        var list = caller.client().get("/v1/models").json();

        assertThat(list.path("object").asString()).isEqualTo("list");
        assertThat(list.path("data"))
                .extracting(model -> model.path("id").asString())
                .contains("assistant", "echo")
                .doesNotContain("hidden");
        var model = caller.client().get("/v1/models/echo").json();
        assertThat(model.path("object").asString()).isEqualTo("model");
        assertThat(model.path("owned_by").asString()).isEqualTo("tenant");
    }

    @Test
    void tellsErrorsInOpenAisShape() {
        var unknown = complete("nobody", "");
        var nameless = caller.client().complete("{'messages':[{'role':'user','content':'x'}]}");
        var number = caller.client().complete("{'model':7,'messages':[]}");
        var endless = complete("a".repeat(65), "");
        var empty = caller.client().complete("");
        var absent = caller.client().get("/v1/models/nobody");

        error(unknown.json(), unknown.status(), 404, "not_found_error", "agent_not_found");
        error(nameless.json(), nameless.status(), 400, "invalid_request_error", "invalid_request");
        assertThat(nameless.json().at("/error/param").asString()).isEqualTo("model");
        assertThat(number.json().at("/error/param").asString()).isEqualTo("model");
        error(endless.json(), endless.status(), 400, "invalid_request_error", "invalid_request");
        assertThat(endless.json().at("/error/param").asString()).isEqualTo("model");
        error(empty.json(), empty.status(), 400, "invalid_request_error", "body_missing");
        error(absent.json(), absent.status(), 404, "not_found_error", "agent_not_found");
    }

    private static void error(JsonNode body, int status, int wanted, String type, String code) {
        assertThat(status).isEqualTo(wanted);
        assertThat(body.at("/error/type").asString()).isEqualTo(type);
        assertThat(body.at("/error/code").asString()).isEqualTo(code);
        assertThat(body.at("/error/message").asString()).isNotBlank();
        assertThat(body.at("/error").has("param")).isTrue();
    }

    private dev.baton.message.BatonClient.Answer complete(String model, String more) {
        return caller.client().complete(ASKED.formatted(model, more));
    }

    private static void answers(String body) {
        PROVIDER.stubFor(
                post(PATH)
                        .willReturn(
                                aResponse()
                                        .withHeader("Content-Type", "application/json")
                                        .withBody(body.replace('\'', '"'))));
    }

    private static String sent() {
        return PROVIDER.getAllServeEvents().getFirst().getRequest().getBodyAsString();
    }

    private static String url() {
        return PROVIDER.baseUrl() + "/v1";
    }
}
