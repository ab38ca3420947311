package dev.baton.planner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.selection.Strategy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

/** What a task asks for is found by its words, in three languages and without asking anybody. */
class DecomposerTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Research the history of tea then write code and review",
                "Research the history of tea, then write code and review it.",
                "Investiga la historia del té, luego escribe código y revísalo.",
                "ค้นคว้าประวัติของชา แล้วเขียนโค้ดและตรวจสอบ"
            })
    void takesACompoundRequestApart(String text) {
        assertThat(outline(text))
                .containsExactly("research", "code < research", "review < research code");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Write a letter to the bank and get approval, then translate it into Thai",
                "Write a letter to the bank. Ask for approval. Translate it into Thai.",
                "Escribe una carta al banco, pide aprobación y luego tradúcela al tailandés",
                "เขียนจดหมายถึงธนาคาร ขออนุมัติ แล้วแปลเป็นภาษาอังกฤษ"
            })
    void letsNobodyGoOnBeforeSomebodyAgrees(String text) {
        assertThat(outline(text))
                .containsExactly("write", "approve < write", "translate < approve");
    }

    @Test
    void asksForApprovalOfAllThatCameBefore() {
        assertThat(
                        outline(
                                "Write a short text about the moon, then translate it into Spanish"
                                        + " and German, and get approval before it goes out."))
                .containsExactly(
                        "write",
                        "translate < write",
                        "translate_2 < write",
                        "approve < translate translate_2");
        assertThat(outline("For each of Oslo and Rome, write a poem and get approval, then review"))
                .containsExactly("write", "approve < write", "review < approve");
    }

    @Test
    void hasWhatIsAgreedToReviewedBefore() {
        assertThat(outline("Write a letter and get approval", Strategy.QUALITY))
                .containsExactly("write", "review < write", "approve < review");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Research the market. Write a poem about cats.",
                "Research the market and write a poem about cats",
                "Investiga el mercado. Escribe un poema sobre gatos.",
                "Investiga el mercado y escribe un poema sobre gatos",
                "ค้นคว้าตลาด และเขียนบทกวีเกี่ยวกับแมว",
                "ค้นคว้าตลาด พร้อมทั้งเขียนบทกวีเกี่ยวกับแมว"
            })
    void letsWhatNeedsNothingOfEachOtherRunAtTheSameTime(String text) {
        assertThat(outline(text)).containsExactly("research", "write");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1. Research the market\n2. Write a report\n3. Translate it into Thai",
                "1) Research the market 2) Write a report 3) Translate it into Thai",
                "Do the following:\n"
                        + "1. Research the market\n"
                        + "2. Write a report\n"
                        + "3. Translate it into Thai",
                "1. Investiga el mercado\n2. Escribe un informe\n3. Tradúcelo al tailandés",
                "๑. ค้นคว้าตลาด\n๒. เขียนรายงาน\n๓. แปลเป็นภาษาอังกฤษ",
                "1. ค้นคว้าตลาด\n2. เขียนรายงาน\n3. แปลเป็นภาษาอังกฤษ"
            })
    void takesNumberedListsInTheirOrder(String text) {
        assertThat(outline(text))
                .containsExactly("research", "write < research", "translate < write");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Do this in parallel:\n1. Research the market\n2. Write a poem",
                "Do the following:\n- Research the market\n- Write a poem",
                "Haz lo siguiente:\n- Investiga el mercado\n- Escribe un poema",
                "Haz esto en paralelo:\n1. Investiga el mercado\n2. Escribe un poema",
                "ทำสิ่งต่อไปนี้:\n- ค้นคว้าตลาด\n- เขียนบทกวี",
                "ทำพร้อมกัน:\n1. ค้นคว้าตลาด\n2. เขียนบทกวี"
            })
    void takesOtherListsAtTheSameTime(String text) {
        assertThat(outline(text)).containsExactly("research", "write");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Research tea and at the same time write a poem, then combine them.",
                "Investiga el té y al mismo tiempo escribe un poema, luego combínalos.",
                "ค้นคว้าเรื่องชา และในเวลาเดียวกันเขียนบทกวี จากนั้นรวมผลลัพธ์"
            })
    void bringsTogetherWhatWasDoneAtTheSameTime(String text) {
        assertThat(outline(text)).containsExactly("research", "write", "combine < research write");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Compare Kafka, RabbitMQ and NATS|3",
                "Compare Kafka with RabbitMQ|2",
                "Compara Kafka, RabbitMQ y NATS|3",
                "Compara Kafka con RabbitMQ|2",
                "เปรียบเทียบ Kafka กับ RabbitMQ|2",
                "เปรียบเทียบ Kafka RabbitMQ และ NATS|2"
            })
    void gathersWhatIsComparedAtTheSameTime(String text, int things) {
        var steps = decompose(text, Strategy.BALANCED);

        assertThat(steps).hasSize(things + 1);
        assertThat(steps.getLast().type()).isEqualTo(TaskType.COMPARE);
        assertThat(steps.getLast().after()).hasSize(things);
        assertThat(steps.subList(0, things)).allSatisfy(step -> assertThat(step.after()).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Write an article about tea, then translate it to Thai and Spanish",
                "Write an article about tea. Translate it into Thai and Spanish.",
                "Escribe un artículo sobre el té y tradúcelo al tailandés y al español",
                "เขียนบทความเกี่ยวกับชา แล้วแปลเป็นภาษาไทยและภาษาสเปน"
            })
    void translatesIntoEachLanguageAtTheSameTime(String text) {
        assertThat(outline(text))
                .containsExactly("write", "translate < write", "translate_2 < write");
    }

    @Test
    void namesTheLanguageAsTheTaskDoes() {
        assertThat(decompose("แปลเป็นภาษาไทยและภาษาสเปน: hello", Strategy.BALANCED))
                .extracting(DraftStep::instruction)
                .containsExactly("แปลเป็นภาษาไทย", "แปลเป็นภาษาสเปน")
                .doesNotContain("Thai");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "For each of Paris, Rome and Oslo, find the weather and write a tip|3|2",
                "For each city in Paris, Rome and Oslo: find the weather|3|1",
                "Write a haiku for each of these: cats, dogs and birds|3|1",
                "Para cada ciudad de París, Roma y Oslo, busca el tiempo y escribe un consejo|3|2",
                "Escribe un haiku para cada uno de: gatos, perros y aves|3|1",
                "สำหรับแต่ละเมืองใน ปารีส, โรม และออสโล ให้ค้นหาสภาพอากาศ|3|1"
            })
    void doesTheSameForEachThing(String text, int things, int inside) {
        var steps = decompose(text, Strategy.BALANCED);

        assertThat(steps).hasSize(1);
        var map = steps.getFirst().map();
        assertThat(map).isNotNull();
        assertThat(map.items()).hasSize(things);
        assertThat(map.steps()).hasSize(inside);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "List the capitals of Europe, then for each city find the weather",
                "Enumera las capitales de Europa, luego para cada ciudad busca el tiempo",
                "ระบุเมืองหลวงของยุโรป จากนั้นสำหรับแต่ละเมือง ให้ค้นหาสภาพอากาศ"
            })
    void goesThroughWhatAStepBeforeFound(String text) {
        var steps = decompose(text, Strategy.BALANCED);

        assertThat(steps).hasSize(2);
        assertThat(steps.getFirst().lists()).isTrue();
        assertThat(text).startsWith(steps.getFirst().instruction());
        assertThat(steps.getLast().type()).isEqualTo(TaskType.RESEARCH);
        assertThat(steps.getLast().map()).isNotNull();
        assertThat(steps.getLast().map().source()).isEqualTo("extract");
        assertThat(steps.getLast().after()).containsExactly("extract");
    }

    @Test
    void findsOutFirstWhatIsToBeGoneThrough() {
        assertThat(outline("For each planet of the solar system, write a poem"))
                .containsExactly("extract", "write < extract");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Research cats. Research dogs. Summarise the results.",
                "Research cats. Research dogs. Finally, summarise.",
                "Investiga los gatos. Investiga los perros. Resume los resultados.",
                "ค้นคว้าเรื่องแมว ค้นคว้าเรื่องสุนัข สุดท้ายสรุป"
            })
    void summarisesAllThatCameBefore(String text) {
        assertThat(outline(text))
                .containsExactly("research", "research_2", "summarise < research research_2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Research cats. Research dogs. Research cats!",
                "Research cats and research dogs and research CATS",
                "Investiga los gatos. Investiga los perros. Investiga los gatos.",
                "ค้นคว้าเรื่องแมว ค้นคว้าเรื่องสุนัข ค้นคว้าเรื่องแมว"
            })
    void doesOnceWhatIsAskedForTwice(String text) {
        var read = TaskReader.read(text);
        var decomposed = Decomposer.decompose(read, Strategy.BALANCED);

        assertThat(decomposed.steps()).hasSize(2);
        assertThat(decomposed.merged()).isEqualTo(1);
    }

    @Test
    void refersToWhatWasMadeByItsName() {
        assertThat(
                        outline(
                                "Write an article about tea. Write code that counts words."
                                        + " Translate the article into Thai."))
                .containsExactly("write", "code", "translate < write");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Translate into Thai and Spanish: Find the book. Then write to me.",
                "Translate this text into Thai and Spanish:\n\nFind the book. Then write to me.",
                "Traduce al tailandés y al español: Busca el libro. Luego escribe.",
            })
    void asksForNothingThatTheTextToWorkOnSays(String text) {
        var read = TaskReader.read(text);

        assertThat(outline(text)).containsExactly("translate", "translate_2");
        assertThat(read.material()).isNotBlank();
    }

    @Test
    void takesFencedTextsAsTheyAre() {
        var read =
                TaskReader.read(
                        "Review this code:\n```\nresearch(); write();\n```\nThen summarise.");

        assertThat(read.material()).contains("research(); write();");
        assertThat(read.clauses()).extracting(Clause::type).startsWith(TaskType.REVIEW);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Hello there", "สวัสดี", "Hola", "🙂", "What is the capital of France?"})
    void answersWhatItCannotTakeApart(String text) {
        assertThat(outline(text)).containsExactly("answer");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "The plot is strange",
                "เรื่องแปลกประหลาด",
                "Research and development matter to us, review of the year included"
            })
    void takesNoPartOfAWordForAnAction(String text) {
        assertThat(decompose(text, Strategy.BALANCED)).hasSize(1);
        assertThat(decompose(text, Strategy.BALANCED).getFirst().type())
                .isNotIn(TaskType.TRANSLATE, TaskType.REVIEW);
    }

    @Test
    void makesAnotherPlanForEachStrategy() {
        var text =
                "Compare Kafka with RabbitMQ, then translate the comparison into Thai and Spanish";

        assertThat(outline(text, Strategy.COST)).containsExactly("compare", "translate < compare");
        assertThat(outline(text, Strategy.BALANCED)).hasSize(5);
        assertThat(outline(text, Strategy.QUALITY))
                .hasSize(6)
                .last()
                .isEqualTo("review < translate translate_2");
        assertThat(outline("Research cats, dogs and birds", Strategy.LATENCY))
                .containsExactly("research", "research_2", "research_3");
        assertThat(outline("Research cats, dogs and birds", Strategy.BALANCED))
                .containsExactly("research");
    }

    @Test
    void makesNoMoreStepsThanItMay() {
        var steps =
                decompose(
                        "Research item%s now. ".repeat(500).formatted(numbers()),
                        Strategy.BALANCED);

        assertThat(steps).hasSize(TaskReader.MOST_CLAUSES);
        assertThat(steps.getLast().instruction()).contains("item499");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "and ",
                "then ",
                ", ",
                "for each a find b, ",
                "translate to Thai and ",
                "to ",
                "the ",
                "แล้ว",
                "แปลเป็นภาษาไทยและ",
                "สำหรับแต่ละ",
                "compare a with ",
                "1. ",
                "- ",
                ": ",
                "```",
                "\"",
                "it. ",
                "finally ",
                "find a; "
            })
    void readsTextsThatAreMadeToBeHardToRead(String scrap) {
        var text = scrap.repeat(20_000 / scrap.length());

        assertThat(decompose("Find tea. " + text, Strategy.LATENCY))
                .hasSizeBetween(1, 3 * TaskReader.MOST_CLAUSES);
    }

    private static Object[] numbers() {
        return java.util.stream.IntStream.range(0, 500).boxed().toArray();
    }

    private static List<DraftStep> decompose(String text, Strategy strategy) {
        return Decomposer.decompose(TaskReader.read(text), strategy).steps();
    }

    private static List<String> outline(String text) {
        return outline(text, Strategy.BALANCED);
    }

    /** {@code review < code}: a step and those that it waits for. */
    private static List<String> outline(String text, Strategy strategy) {
        return decompose(text, strategy).stream()
                .map(
                        step ->
                                step.after().isEmpty()
                                        ? step.id()
                                        : step.id() + " < " + String.join(" ", step.after()))
                .toList();
    }
}
