package dev.baton.planner;

import dev.baton.selection.Strategy;
import dev.baton.workflow.WorkflowTemplates;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the template that a task asks for by the ideas it names, in English, Spanish and Thai. What
 * the task asks for beyond the template counts against it, so that nothing is left out.
 */
final class TemplateMatcher {

    /** Below it, the task is taken apart instead. */
    static final double ENOUGH = 0.75;

    private static final int LEAST_TEXTS = 2;

    /**
     * @param weight of all ideas of a template together 1
     */
    private record Idea(double weight, List<String> words) {}

    private record Known(String template, Set<TaskType> explains, List<Idea> ideas) {}

    private static final List<Known> KNOWN =
            List.of(
                    known(
                            "research-and-cite",
                            Set.of(
                                    TaskType.RESEARCH,
                                    TaskType.WRITE,
                                    TaskType.EXPLAIN,
                                    TaskType.ANSWER,
                                    TaskType.SUMMARISE),
                            idea(
                                    0.4,
                                    "research, investigate, find out, answer, look into, study,"
                                            + " investiga, averigua, investigar, responde, ค้นคว้า,"
                                            + " วิจัย, ศึกษา, หาข้อมูล, สืบค้น"),
                            idea(
                                    0.6,
                                    "cite, cites, citing, citation, citations, sources, references,"
                                        + " cita, citas, citando, fuentes, referencias, อ้างอิง,"
                                        + " แหล่งที่มา, แหล่งอ้างอิง, แหล่งข้อมูล")),
                    known(
                            "code-and-review",
                            Set.of(
                                    TaskType.CODE,
                                    TaskType.WRITE,
                                    TaskType.REVIEW,
                                    TaskType.REWRITE),
                            idea(
                                    0.4,
                                    "code, program, function, script, class, library, codigo,"
                                        + " programa, funcion, script, biblioteca, โค้ด, โปรแกรม,"
                                        + " ฟังก์ชัน, สคริปต์"),
                            idea(
                                    0.4,
                                    "review, reviewed, reviewer, revisa, revise, revisado, revisar,"
                                            + " revision, ตรวจ, ตรวจสอบ, ตรวจทาน, รีวิว"),
                            idea(
                                    0.2,
                                    "until, iterate, passes, approved, hasta, apruebe, aprobado,"
                                            + " จนกว่า, จน, ผ่าน")),
                    known(
                            "pipeline",
                            Set.of(
                                    TaskType.WRITE,
                                    TaskType.REVIEW,
                                    TaskType.REWRITE,
                                    TaskType.TRANSLATE),
                            idea(
                                    0.3,
                                    "write, draft, compose, escribe, redacta, escribir, เขียน,"
                                            + " ร่าง, แต่ง"),
                            idea(
                                    0.35,
                                    "edit, polish, shorten, improve, edita, mejora, pule, acorta,"
                                            + " แก้ไข, ปรับปรุง, ขัดเกลา, เรียบเรียง"),
                            idea(0.35, "translate, traduce, traducelo, traducir, แปล")),
                    known(
                            "batch-summary",
                            Set.of(TaskType.SUMMARISE),
                            idea(
                                    0.6,
                                    "summarise, summarize, sum up, resume, resumir, resuma, สรุป,"
                                            + " ย่อ"),
                            idea(
                                    0.4,
                                    "each, every, all, these, following, cada, todos, todas, estos,"
                                            + " estas, siguientes, แต่ละ, ทุก, ทั้งหมด, เหล่านี้,"
                                            + " ต่อไปนี้")),
                    known(
                            "map-reduce-documents",
                            Set.of(
                                    TaskType.ANSWER,
                                    TaskType.EXPLAIN,
                                    TaskType.RESEARCH,
                                    TaskType.EXTRACT),
                            idea(
                                    0.5,
                                    "documents, files, texts, reports, documentos, archivos,"
                                            + " textos, informes, เอกสาร, ไฟล์, รายงาน"),
                            idea(
                                    0.5,
                                    "answer, what, which, find, who, when, responde, que, cual,"
                                            + " busca, encuentra, ตอบ, อะไร, หา, ค้นหา, ใคร")),
                    known(
                            "majority-vote",
                            Set.of(
                                    TaskType.RECOMMEND,
                                    TaskType.ANSWER,
                                    TaskType.EXPLAIN,
                                    TaskType.CLASSIFY),
                            idea(
                                    0.6,
                                    "vote, votes, voting, majority, vota, voten, votacion, mayoria,"
                                            + " โหวต, เสียงข้างมาก, ลงคะแนน, ลงมติ"),
                            idea(
                                    0.4,
                                    "whether, should, which, decide, or, ask, si, debemos, cual,"
                                            + " decide, o, pregunta, ควร, หรือ, หรือไม่, ตัดสินใจ,"
                                            + " ไหม")),
                    known(
                            "approval",
                            Set.of(TaskType.WRITE, TaskType.RECOMMEND, TaskType.APPROVE),
                            idea(
                                    0.4,
                                    "write, draft, compose, prepare, escribe, redacta, prepara,"
                                            + " escribir, เขียน, ร่าง, จัดทำ, เตรียม"),
                            idea(
                                    0.6,
                                    "approval, approve, approves, approved, sign off, signs off,"
                                        + " sign-off, aprobacion, aprobar, apruebe, aprobado, visto"
                                        + " bueno, อนุมัติ, เห็นชอบ")),
                    known(
                            "triage-and-handoff",
                            Set.of(TaskType.CLASSIFY, TaskType.ANSWER, TaskType.EXPLAIN),
                            idea(
                                    0.4,
                                    "message, email, ticket, complaint, request, customer, mensaje,"
                                            + " correo, queja, solicitud, cliente, ข้อความ, อีเมล,"
                                            + " คำร้องเรียน, ลูกค้า, ร้องเรียน"),
                            idea(
                                    0.6,
                                    "triage, route, hand over, hand off, right team, right"
                                        + " department, deriva, derivar, enruta, equipo adecuado,"
                                        + " คัดแยก, ส่งต่อ, ทีมที่เหมาะสม")));

    private static final List<String> PROGRAMMING =
            List.of(
                    "Java",
                    "Python",
                    "JavaScript",
                    "TypeScript",
                    "Go",
                    "Rust",
                    "Ruby",
                    "PHP",
                    "C#",
                    "C++",
                    "Kotlin",
                    "Swift",
                    "SQL",
                    "Scala");

    private TemplateMatcher() {}

    /** The template that fits best, if one fits well enough. */
    static Optional<TemplateMatch> match(ReadTask task, Strategy strategy) {
        return KNOWN.stream()
                .flatMap(known -> match(known, task, strategy).stream())
                .filter(match -> match.confidence() >= ENOUGH)
                .max(
                        Comparator.comparingDouble(TemplateMatch::confidence)
                                .thenComparing(
                                        match -> match.template().id(), Comparator.reverseOrder()));
    }

    /** Ids of the templates that can be found. */
    static List<String> templates() {
        return KNOWN.stream().map(Known::template).toList();
    }

    /** How well a template fits, 0 to 1. */
    static double confidence(String template, ReadTask task) {
        return KNOWN.stream()
                .filter(known -> known.template().equals(template))
                .mapToDouble(known -> confidence(known, task))
                .findFirst()
                .orElse(0);
    }

    private static Optional<TemplateMatch> match(Known known, ReadTask task, Strategy strategy) {
        var template = WorkflowTemplates.find(known.template()).orElseThrow();
        return input(known.template(), task, strategy)
                .map(input -> new TemplateMatch(template, confidence(known, task), input));
    }

    private static double confidence(Known known, ReadTask task) {
        var words = new Words(asked(task));
        var named =
                known.ideas().stream()
                        .filter(idea -> words.has(idea.words()))
                        .mapToDouble(Idea::weight)
                        .sum();
        var clauses = task.clauses();
        if (leavesOutApproval(known, clauses)) {
            return 0;
        }
        var explained =
                clauses.stream().filter(clause -> known.explains().contains(clause.type())).count();
        var share = clauses.isEmpty() ? 0.8 : (double) explained / clauses.size();
        return Math.round(named * share * 100) / 100.0;
    }

    /** What nobody agreed to must not go on because a template fits the rest. */
    private static boolean leavesOutApproval(Known known, List<Clause> clauses) {
        return !known.explains().contains(TaskType.APPROVE)
                && clauses.stream().anyMatch(clause -> clause.type() == TaskType.APPROVE);
    }

    /** Words of the texts to work on ask for nothing. */
    private static String asked(ReadTask task) {
        return task.clauses().isEmpty()
                ? task.text()
                : String.join("\n", task.clauses().stream().map(Clause::text).toList());
    }

    /** What the template needs to begin with; empty when the task does not hold it. */
    private static Optional<Map<String, Object>> input(
            String template, ReadTask task, Strategy strategy) {
        return switch (template) {
            case "research-and-cite" ->
                    Optional.of(
                            Map.of(
                                    "question",
                                    task.text(),
                                    "parts",
                                    switch (strategy) {
                                        case COST -> 2L;
                                        case QUALITY -> 5L;
                                        case LATENCY, BALANCED -> 3L;
                                    }));
            case "code-and-review" -> Optional.of(code(task));
            case "pipeline" -> pipeline(task);
            case "approval" -> Optional.of(Map.of("task", task.text()));
            case "majority-vote" -> vote(task);
            case "triage-and-handoff" ->
                    task.material().isEmpty()
                            ? Optional.empty()
                            : Optional.of(Map.of("message", task.material()));
            case "map-reduce-documents" ->
                    texts(task).map(texts -> Map.of("question", asked(task), "documents", texts));
            case "batch-summary" -> texts(task).map(texts -> Map.of("texts", texts));
            default -> Optional.empty();
        };
    }

    private static Map<String, Object> code(ReadTask task) {
        var input = new LinkedHashMap<String, Object>();
        input.put("task", task.text());
        var words = new Words(task.text());
        PROGRAMMING.stream()
                .filter(
                        language ->
                                !language.equals("Go")
                                        && words.has(List.of(Words.fold(language)))
                                        && !(language.equals("Java")
                                                && words.has(List.of("javascript"))))
                .findFirst()
                .ifPresent(language -> input.put("language", language));
        return input;
    }

    private static Optional<Map<String, Object>> pipeline(ReadTask task) {
        var languages =
                task.clauses().stream()
                        .filter(clause -> clause.type() == TaskType.TRANSLATE)
                        .flatMap(clause -> Decomposer.languages(clause.rest()).stream())
                        .distinct()
                        .toList();
        var topic =
                task.clauses().stream()
                        .filter(clause -> clause.type() == TaskType.WRITE)
                        .map(Clause::rest)
                        .filter(rest -> !rest.isBlank())
                        .toList();
        return languages.size() == 1 && topic.size() == 1
                ? Optional.of(
                        Map.of(
                                "topic",
                                task.material().isEmpty()
                                        ? topic.getFirst()
                                        : topic.getFirst() + "\n\n" + task.material(),
                                "language",
                                languages.getFirst()))
                : Optional.empty();
    }

    /** Two or more short answers, when the task offers them. */
    private static Optional<Map<String, Object>> vote(ReadTask task) {
        var colon = task.text().lastIndexOf(':');
        var behind = colon < 0 ? "" : task.text().substring(colon + 1).strip();
        var choices = new ArrayList<String>();
        for (var part : behind.split(",|\\sor\\s|\\so\\s|หรือ")) {
            var choice = part.strip().replaceAll("[.?!]+$", "");
            if (!choice.isBlank()) {
                choices.add(choice);
            }
        }
        var isChoice = choices.size() > 1 && choices.stream().allMatch(it -> it.length() <= 60);
        return Optional.of(
                isChoice
                        ? Map.of("question", task.text(), "choices", List.copyOf(choices))
                        : Map.of("question", task.text()));
    }

    private static Optional<List<String>> texts(ReadTask task) {
        var objects = task.clauses().stream().flatMap(clause -> clause.objects().stream()).toList();
        if (objects.size() >= LEAST_TEXTS) {
            return Optional.of(objects);
        }
        var parts =
                List.of(task.material().split("\\R\\s*\\R|\\R(?=- )")).stream()
                        .map(part -> part.strip().replaceFirst("^- ", ""))
                        .filter(part -> !part.isBlank())
                        .toList();
        return parts.size() >= LEAST_TEXTS ? Optional.of(parts) : Optional.empty();
    }

    private static Known known(String template, Set<TaskType> explains, Idea... ideas) {
        return new Known(template, explains, List.of(ideas));
    }

    private static Idea idea(double weight, String words) {
        var all = new ArrayList<String>();
        for (var word : words.split(",\\s*")) {
            all.add(Words.fold(word.strip()));
            all.addAll(Lexicon.withObjects(Words.fold(word.strip())));
        }
        return new Idea(weight, List.copyOf(all));
    }
}
