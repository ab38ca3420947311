package dev.baton.model.provider;

import static dev.baton.model.provider.ProviderFixtures.anthropic;
import static dev.baton.model.provider.ProviderFixtures.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.baton.model.AnswerChunk;
import dev.baton.model.CallFailed;
import dev.baton.model.CallFailed.Reason;
import dev.baton.model.InvalidField;
import dev.baton.model.ModelFixtures;
import dev.baton.model.TokenUsage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;

class AnthropicCallTests {

    private static final String ANSWER =
            """
            {'id':'msg_1','type':'message','role':'assistant','model':'claude-x','content':[
            {'type':'thinking','thinking':'Hm.','signature':'s'},{'type':'text','text':'Hi '},
            {'type':'text','text':'there'},{'type':'tool_use','id':'t1','name':'weather','input':{'city':'Bangkok'}}],
            'stop_reason':'tool_use','stop_sequence':null,'usage':{'input_tokens':10,
            'cache_read_input_tokens':5,'cache_creation_input_tokens':3,'output_tokens':7}}
            """;

    @Test
    void translatesTheRequest() throws Exception {
        var sent =
                sent(
                        """
                        {'messages':[{'role':'system','content':'Be brief.'},
                        {'role':'user','content':[{'type':'text','text':'See','cache_control':{'type':'ephemeral'}},
                        {'type':'image_url','image_url':{'url':'data:image/png;base64,QUJD'}},
                        {'type':'image_url','image_url':{'url':'https://example.com/a.png'}}]},
                        {'role':'assistant','content':null,'tool_calls':[
                        {'id':'a','type':'function','function':{'name':'f','arguments':'{\\\\'x\\\\':1}'}},
                        {'id':'b','type':'function','function':{'name':'g','arguments':''}}]},
                        {'role':'tool','tool_call_id':'a','content':'one'},
                        {'role':'tool','tool_call_id':'b','content':'two'},
                        {'role':'user','content':'And?'}],
                        'max_tokens':50,'temperature':1.5,'top_p':0.9,'stop':['END'],'user':'u1','seed':1,
                        'logit_bias':{},'thinking':{'type':'enabled','budget_tokens':1024},
                        'tools':[{'type':'function','function':{'name':'f','description':'F','parameters':
                        {'type':'object','properties':{'x':{'type':'integer'}}}}},
                        {'type':'web_search_20250305','name':'web_search'}],
                        'tool_choice':'required','parallel_tool_calls':false}
                        """);

        assertThat(sent)
                .isEqualTo(
                        ModelFixtures.body(
                                """
                                {'top_p':0.9,'thinking':{'type':'enabled','budget_tokens':1024},
                                'model':'test-model','max_tokens':50,'messages':[
                                {'role':'user','content':[
                                {'type':'text','text':'See','cache_control':{'type':'ephemeral'}},
                                {'type':'image','source':{'type':'base64','media_type':'image/png','data':'QUJD'}},
                                {'type':'image','source':{'type':'url','url':'https://example.com/a.png'}}]},
                                {'role':'assistant','content':[
                                {'type':'tool_use','id':'a','name':'f','input':{'x':1}},
                                {'type':'tool_use','id':'b','name':'g','input':{}}]},
                                {'role':'user','content':[
                                {'type':'tool_result','tool_use_id':'a','content':[{'type':'text','text':'one'}]},
                                {'type':'tool_result','tool_use_id':'b','content':[{'type':'text','text':'two'}]},
                                {'type':'text','text':'And?'}]}],
                                'system':[{'type':'text','text':'Be brief.'}],
                                'temperature':1.0,'stop_sequences':['END'],'metadata':{'user_id':'u1'},
                                'tools':[{'name':'f','description':'F','input_schema':
                                {'type':'object','properties':{'x':{'type':'integer'}}}},
                                {'type':'web_search_20250305','name':'web_search'}],
                                'tool_choice':{'type':'any','disable_parallel_tool_use':true}}
                                """));
    }

    @Test
    void translatesTheAnswer() throws Exception {
        try (var stub = answering(ANSWER)) {
            var answer = anthropic(stub, ModelFixtures.call(ModelFixtures.asking("x"))).answer();

            var choice = answer.body().path("choices").get(0);
            assertThat(answer.body().path("object").asString()).isEqualTo("chat.completion");
            assertThat(choice.path("finish_reason").asString()).isEqualTo("tool_calls");
            assertThat(choice.at("/message/content").asString()).isEqualTo("Hi there");
            assertThat(choice.at("/message/reasoning_content").asString()).isEqualTo("Hm.");
            assertThat(choice.at("/message/tool_calls/0/function/arguments").asString())
                    .isEqualTo("{\"city\":\"Bangkok\"}");
            assertThat(answer.usage()).isEqualTo(new TokenUsage(18, 5, 3, 7, false));
            assertThat(answer.body().at("/usage/prompt_tokens").asInt()).isEqualTo(18);
            assertThat(stub.requests().getFirst().head())
                    .startsWith("POST /v1/messages HTTP/1.1")
                    .contains("anthropic-version: 2023-06-01");
            assertThat(stub.requests().getFirst().header("x-api-key"))
                    .isEqualTo(ModelFixtures.CANARY);
        }
    }

    @Test
    void translatesTheStream() throws Exception {
        var body = ModelFixtures.asking("x");
        body.putObject("stream_options").put("include_usage", true);
        try (var stub =
                streaming(
                        """
                        {'type':'message_start','message':{'id':'m','model':'c','usage':{'input_tokens':9,'cache_read_input_tokens':2,'output_tokens':1}}}
                        {'type':'content_block_start','index':0,'content_block':{'type':'text','text':''}}
                        {'type':'ping'}
                        {'type':'content_block_delta','index':0,'delta':{'type':'text_delta','text':'Hel'}}
                        {'type':'content_block_delta','index':0,'delta':{'type':'text_delta','text':'lo'}}
                        {'type':'content_block_stop','index':0}
                        {'type':'content_block_start','index':1,'content_block':{'type':'tool_use','id':'t','name':'f','input':{}}}
                        {'type':'content_block_delta','index':1,'delta':{'type':'input_json_delta','partial_json':'{}'}}
                        {'type':'something_new'}
                        {'type':'message_delta','delta':{'stop_reason':'tool_use'},'usage':{'output_tokens':6}}
                        {'type':'message_stop'}
                        """)) {
            var stream = anthropic(stub, ModelFixtures.call(body)).stream();
            var chunks = read(stream);

            var deltas = chunks.stream().map(chunk -> json(chunk).at("/choices/0/delta")).toList();
            assertThat(deltas.get(0).path("role").asString()).isEqualTo("assistant");
            assertThat(deltas.get(1).path("content").asString()).isEqualTo("Hel");
            assertThat(deltas.get(3).at("/tool_calls/0/function/name").asString()).isEqualTo("f");
            assertThat(deltas.get(4).at("/tool_calls/0/function/arguments").asString())
                    .isEqualTo("{}");
            assertThat(json(chunks.get(5)).at("/choices/0/finish_reason").asString())
                    .isEqualTo("tool_calls");
            assertThat(chunks)
                    .extracting(AnswerChunk::ends)
                    .containsExactly(false, false, false, false, false, true, true);
            assertThat(stream.usage()).isEqualTo(new TokenUsage(11, 2, 6, false));
            assertThat(json(chunks.getLast()).at("/usage/completion_tokens").asInt()).isEqualTo(6);
        }
    }

    @Test
    void answersInARequestedSchemaByATool() throws Exception {
        var body = ModelFixtures.asking("x");
        body.set(
                "response_format",
                ModelFixtures.body(
                        "{'type':'json_schema','json_schema':{'name':'n','schema':{'type':'object'}}}"));
        var answer =
                """
                {'id':'m','type':'message','content':[{'type':'tool_use','id':'t',
                'name':'answer_in_format','input':{'a':1}}],'stop_reason':'tool_use',
                'usage':{'input_tokens':1,'output_tokens':1}}
                """;
        try (var stub = answering(answer)) {
            var choice = anthropic(stub, ModelFixtures.call(body)).answer().body().at("/choices/0");

            assertThat(choice.at("/message/content").asString()).isEqualTo("{\"a\":1}");
            assertThat(choice.path("finish_reason").asString()).isEqualTo("stop");
            assertThat(choice.path("message").has("tool_calls")).isFalse();
            var sent = WireJson.MAPPER.readTree(stub.requests().getFirst().body());
            assertThat(sent.at("/tool_choice/name").asString()).isEqualTo("answer_in_format");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "overloaded_error,UPSTREAM_ERROR,3",
        "api_error,UPSTREAM_ERROR,3",
        "rate_limit_error,RATE_LIMITED,3",
        "authentication_error,UNAUTHORIZED,1",
        "invalid_request_error,REQUEST_REFUSED,1"
    })
    void namesErrorsInsideAStream(String type, Reason reason, int attempts) throws Exception {
        try (var stub =
                streaming("{'type':'error','error':{'type':'" + type + "','message':'no'}}")) {
            var failure = failure(stub);

            assertThat(failure.reason()).isEqualTo(reason);
            assertThat(failure.usage()).isEqualTo(TokenUsage.NONE);
            assertThat(stub.requests()).hasSize(attempts);
        }
    }

    @Test
    void chargesForAQuestionThatNoAnswerCameTo() throws Exception {
        try (var stub = streaming("{'type':'ping'}")) {
            var failure = failure(stub);

            assertThat(failure.reason()).isEqualTo(Reason.CUT);
            assertThat(failure.usage().input()).isPositive();
            assertThat(failure.usage().estimated()).isTrue();
        }
    }

    @Test
    void chargesForWhatCameBeforeAnError() throws Exception {
        try (var stub =
                streaming(
                        """
                        {'type':'message_start','message':{'id':'m','usage':{'input_tokens':9}}}
                        {'type':'content_block_delta','delta':{'type':'text_delta','text':'Hello'}}
                        {'type':'error','error':{'type':'overloaded_error','message':'no'}}
                        """)) {
            var failure = failure(stub);

            assertThat(failure.reason()).isEqualTo(Reason.UPSTREAM_ERROR);
            assertThat(failure.usage()).isEqualTo(new TokenUsage(9, 0, 1, true));
            assertThat(stub.requests()).hasSize(1);
        }
    }

    @Test
    void takesNoStreamForWholeThatIsCut() throws Exception {
        var start = "{'type':'message_start','message':{'id':'m','usage':{'input_tokens':9}}}\n";
        var end = "{'type':'message_delta','delta':{'stop_reason':'end_turn'},'usage':{}}\n";
        for (var events :
                List.of(start, start + end, start + "{'type':'message_stop'}\n", "{oops\n")) {
            try (var stub = streaming(events)) {
                assertThat(failure(stub).reason()).isIn(Reason.CUT, Reason.GARBLED);
            }
        }
    }

    @Test
    void takesNoAnswerForWholeThatIsCut() throws Exception {
        for (var answer :
                List.of(
                        "{'type':'message','content':[],'stop_reason':null}",
                        "{'type':'message','stop_reason':'end_turn'}",
                        "{'type':'error','error':{'type':'api_error','message':'no'}}",
                        "[]")) {
            try (var stub = answering(answer)) {
                var call = anthropic(stub, ModelFixtures.call(ModelFixtures.asking("x")));

                assertThatExceptionOfType(CallFailed.class).isThrownBy(call::answer);
            }
        }
    }

    @Test
    void refusesBeforehandWhatAnthropicCannotDo() throws Exception {
        try (var stub = answering(ANSWER)) {
            for (var body :
                    List.of(
                            "{'messages':[],'n':2}",
                            "{'messages':[{'role':'narrator','content':'x'}]}",
                            "{'messages':[{'role':'user','content':[{'type':'input_audio'}]}]}",
                            "{'messages':[{'role':'assistant','tool_calls':[{'id':'a','function':{'name':'f','arguments':'oops'}}]}]}")) {
                var call = ModelFixtures.call(ModelFixtures.body(body));

                assertThatExceptionOfType(InvalidField.class)
                        .isThrownBy(() -> anthropic(stub, call));
            }
            assertThat(stub.requests()).isEmpty();
        }
    }

    private static CallFailed failure(StubProvider stub) {
        return catchThrowableOfType(
                CallFailed.class,
                () ->
                        read(
                                anthropic(stub, ModelFixtures.call(ModelFixtures.asking("x")))
                                        .stream()));
    }

    private static ObjectNode sent(String body) throws Exception {
        try (var stub = answering(ANSWER)) {
            var request =
                    (ObjectNode)
                            ModelFixtures.JSON.readTree(
                                    body.replace("\\\\'", "\\\"").replace('\'', '"'));
            anthropic(stub, ModelFixtures.call(request)).answer();
            return (ObjectNode) ModelFixtures.JSON.readTree(stub.requests().getFirst().body());
        }
    }

    private static StubProvider answering(String json) throws Exception {
        return StubProvider.saying(StubProvider.json(200, json.replace('\'', '"')));
    }

    /** Each line becomes an event. */
    private static StubProvider streaming(String lines) throws Exception {
        return StubProvider.saying(
                StubProvider.events(lines.replace('\'', '"').lines().toArray(String[]::new)));
    }

    private static JsonNode json(AnswerChunk chunk) {
        return ModelFixtures.JSON.readTree(chunk.json());
    }
}
