package dev.baton.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.baton.model.AnswerChunk;
import dev.baton.platform.memory.Holding;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class AnswerAssemblerTests {

    private final AnswerAssembler assembler = new AnswerAssembler(new JsonMapper(), Holding.unbounded());

    @Test
    void joinsTheTextOfAllPieces() {
        add("{'id':'c1','model':'m','choices':[{'index':0,'delta':{'role':'assistant','content':''}}]}");
        add("{'id':'c1','choices':[{'index':0,'delta':{'content':'สวัส'}}]}");
        add("{'id':'c1','choices':[{'index':0,'delta':{'content':'ดี'}}]}");
        add("{'id':'c1','choices':[{'index':0,'delta':{},'finish_reason':'stop'}]}");
        add("{'id':'c1','choices':[],'usage':{'prompt_tokens':3,'completion_tokens':2}}");

        var whole = assembler.whole();

        assertThat(whole.path("object").asString()).isEqualTo("chat.completion");
        assertThat(whole.path("id").asString()).isEqualTo("c1");
        assertThat(whole.at("/choices/0/message/content").asString()).isEqualTo("สวัสดี");
        assertThat(whole.at("/choices/0/finish_reason").asString()).isEqualTo("stop");
        assertThat(whole.at("/usage/completion_tokens").asInt()).isEqualTo(2);
    }

    @Test
    void joinsTheArgumentsOfEachToolCall() {
        add("{'choices':[{'index':0,'delta':{'tool_calls':[{'index':0,'id':'a','type':'function','function':{'name':'f','arguments':''}}]}}]}");
        add("{'choices':[{'index':0,'delta':{'tool_calls':[{'index':0,'function':{'arguments':'[1,'}}]}}]}");
        add("{'choices':[{'index':0,'delta':{'tool_calls':[{'index':1,'id':'b','type':'function','function':{'name':'g','arguments':'2'}}]}}]}");
        add("{'choices':[{'index':0,'delta':{'tool_calls':[{'index':0,'function':{'arguments':'2]'}}]}}]}");
        add("{'choices':[{'index':0,'delta':{},'finish_reason':'tool_calls'}]}");

        var message = assembler.whole().at("/choices/0/message");

        assertThat(message.path("content").isNull()).isTrue();
        assertThat(message.at("/tool_calls/0/function/arguments").asString()).isEqualTo("[1,2]");
        assertThat(message.at("/tool_calls/1/id").asString()).isEqualTo("b");
        assertThat(message.at("/tool_calls/0").has("index")).isFalse();
    }

    @Test
    void keepsChoicesApart() {
        add("{'choices':[{'index':1,'delta':{'content':'B'}},{'index':0,'delta':{'content':'A'}}]}");

        var whole = assembler.whole();

        assertThat(whole.at("/choices/0/message/content").asString()).isEqualTo("A");
        assertThat(whole.at("/choices/1/message/content").asString()).isEqualTo("B");
    }

    @Test
    void joinsAsManyPiecesAsComeInNoTime() {
        var piece =
                chunk(
                        "{'choices':[{'index':0,'delta':{'content':'0123456789','tool_calls':"
                                + "[{'index':0,'function':{'arguments':'0123456789'}}]}}]}");

        assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> {
                    for (var count = 0; count < 200_000; count++) {
                        assembler.add(piece);
                    }
                });

        var message = assembler.whole().at("/choices/0/message");

        assertThat(message.path("content").asString()).hasSize(2_000_000);
        assertThat(message.at("/tool_calls/0/function/arguments").asString()).hasSize(2_000_000);
    }

    private void add(String chunk) {
        assembler.add(chunk(chunk));
    }

    private static AnswerChunk chunk(String json) {
        return new AnswerChunk(json.replace('\'', '"'), false);
    }
}
