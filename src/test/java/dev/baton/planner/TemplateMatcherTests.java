package dev.baton.planner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.selection.Strategy;
import dev.baton.workflow.GraphReader;
import dev.baton.workflow.WorkflowTemplate;
import dev.baton.workflow.WorkflowTemplates;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

/** A task that one of the shipped graphs does is found by what it says, with a confidence. */
class TemplateMatcherTests {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Research why the sky is blue and cite your sources|research-and-cite",
                "Investiga por qué el cielo es azul y cita las fuentes|research-and-cite",
                "ค้นคว้าว่าทำไมท้องฟ้าเป็นสีฟ้า พร้อมอ้างอิงแหล่งที่มา|research-and-cite",
                "Write a Python function that parses CSV and review it until it"
                    + " passes|code-and-review",
                "Escribe una función en Python que lea CSV y revísala hasta que"
                    + " pase|code-and-review",
                "เขียนฟังก์ชัน Python ที่อ่าน CSV แล้วตรวจสอบจนกว่าจะผ่าน|code-and-review",
                "Write a post about tea, polish it and translate it into Thai|pipeline",
                "Escribe un artículo sobre el té, mejóralo y tradúcelo al inglés|pipeline",
                "เขียนบทความเกี่ยวกับชา ปรับปรุง แล้วแปลเป็นภาษาอังกฤษ|pipeline",
                "Vote whether we should move to Kafka|majority-vote",
                "Vota si debemos migrar a Kafka|majority-vote",
                "โหวตว่าเราควรย้ายไป Kafka หรือไม่|majority-vote",
                "Draft a letter to the bank and get approval before it goes out|approval",
                "Redacta una carta al banco y pide aprobación|approval",
                "ร่างจดหมายถึงธนาคาร แล้วขออนุมัติ|approval"
            })
    void findsTheTemplateThatATaskAsksFor(String text, String template) {
        var match = TemplateMatcher.match(TaskReader.read(text), Strategy.BALANCED).orElseThrow();

        assertThat(match.template().id()).isEqualTo(template);
        assertThat(match.confidence()).isBetween(TemplateMatcher.ENOUGH, 1.0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Summarise each of the following:\n- The first text.\n- The second text.",
                "Resume cada uno de los siguientes:\n- El primer texto.\n- El segundo texto.",
                "สรุปแต่ละข้อต่อไปนี้:\n- ข้อความแรก\n- ข้อความที่สอง"
            })
    void takesTextsOutOfTheTask(String text) {
        var match = TemplateMatcher.match(TaskReader.read(text), Strategy.BALANCED).orElseThrow();

        assertThat(match.template().id()).isEqualTo("batch-summary");
        assertThat((List<?>) match.input().get("texts")).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Research tea then write code and review",
                "Write a poem",
                "Write a post, polish it and translate it into Thai and Spanish",
                "Summarise each of them",
                "Hello"
            })
    void findsNoneWhereItWouldLeaveSomethingOutOrLacksSomething(String text) {
        assertThat(TemplateMatcher.match(TaskReader.read(text), Strategy.BALANCED)).isEmpty();
    }

    @Test
    void trustsItLessTheMoreElseIsAskedFor() {
        var alone = TaskReader.read("Write a function and review it");
        var more = TaskReader.read("Research tea, then write a function and review it");

        assertThat(TemplateMatcher.confidence("code-and-review", alone)).isEqualTo(0.8);
        assertThat(TemplateMatcher.confidence("code-and-review", more)).isEqualTo(0.53);
        assertThat(TemplateMatcher.confidence("approval", alone)).isLessThan(0.5);
    }

    static List<WorkflowTemplate> all() {
        return WorkflowTemplates.all();
    }

    @ParameterizedTest
    @MethodSource("all")
    void knowsEveryTemplate(WorkflowTemplate template) {
        assertThat(TemplateMatcher.templates()).contains(template.id());
        assertThat(GraphReader.read(template.graph()).isClean()).isTrue();
    }
}
