package dev.baton.planner;

import static java.util.Map.entry;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The words that tasks are read by, in English, Spanish and Thai; without accents. */
final class Lexicon {

    /** What Spanish hangs onto a verb in place of its object. */
    private static final List<String> ENCLITICS =
            List.of("lo", "la", "los", "las", "melo", "mela", "melos", "melas", "noslo");

    private static final Map<String, TaskType> ACTIONS = new LinkedHashMap<>();
    private static final Set<String> WITH_OBJECT = new LinkedHashSet<>();

    static {
        words(
                TaskType.RESEARCH,
                "research, investigate, find, find out, look up, search, search for, gather,"
                        + " collect, explore, study, look into",
                "investig-ar, busc-ar, averigu-ar, recopil-ar, explor-ar, estudi-ar, encuentra,"
                        + " encontrar, reune, reunir",
                "วิจัย, ค้นคว้า, ค้นหา, หาข้อมูล, สืบค้น, ศึกษา, รวบรวม, สำรวจ, หา");
        words(
                TaskType.CODE,
                "code, program, implement, write code, write the code, write a program, write a"
                        + " script, write a function, write tests, develop",
                "program-ar, implement-ar, desarroll-ar, escribe codigo, escribe el codigo,"
                        + " escribir codigo, escribe un programa, escribe una funcion",
                "เขียนโค้ด, เขียนโปรแกรม, พัฒนา, เขียนสคริปต์, เขียนฟังก์ชัน");
        words(
                TaskType.WRITE,
                "write, draft, compose, create, prepare, generate, produce, make, design",
                "escribe, escriba, escribir, redact-ar, cre-ar, prepar-ar, gener-ar, elabor-ar,"
                        + " disen-ar, haz, haga, hacer, produce, producir",
                "เขียน, ร่าง, สร้าง, แต่ง, จัดทำ, ทำ, เตรียม, ออกแบบ");
        words(
                TaskType.SUMMARISE,
                "summarise, summarize, sum up, recap, condense",
                "resume, resuma, resumir, sintetiz-ar, sintetice",
                "สรุป, ย่อ, ย่อความ");
        words(TaskType.TRANSLATE, "translate", "traduce, traduzca, traducir", "แปล");
        words(
                TaskType.REVIEW,
                "review, check, proofread, critique, verify, edit, improve, test, correct, fix",
                "revis-ar, comprueba, comprobar, verific-ar, corrige, corrija, corregir, edit-ar,"
                        + " mejor-ar, prueba, probar",
                "ตรวจ, ตรวจสอบ, ตรวจทาน, รีวิว, ทบทวน, แก้ไข, ปรับปรุง, ทดสอบ");
        words(
                TaskType.COMPARE,
                "compare, contrast",
                "compar-ar, contrast-ar",
                "เปรียบเทียบ, เทียบ");
        words(
                TaskType.ANALYSE,
                "analyse, analyze, evaluate, assess, examine",
                "analiz-ar, analice, evalu-ar, examin-ar",
                "วิเคราะห์, ประเมิน, พิจารณา");
        words(
                TaskType.EXTRACT,
                "extract, list, identify, enumerate, name",
                "extrae, extraiga, extraer, list-ar, enumer-ar, identific-ar, identifique",
                "ดึง, ดึงข้อมูล, ระบุ, ลิสต์, แจกแจง");
        words(
                TaskType.CLASSIFY,
                "classify, categorise, categorize, sort, label, rank, group",
                "clasific-ar, clasifique, orden-ar, etiquet-ar, agrup-ar",
                "จำแนก, จัดประเภท, จัดหมวดหมู่, จัดกลุ่ม, จัดอันดับ");
        words(
                TaskType.COMBINE,
                "combine, merge, join, put together, bring together, consolidate, synthesise,"
                        + " synthesize",
                "combin-ar, une, unir, fusion-ar, junt-ar, integr-ar",
                "รวม, ผสาน, รวมเข้าด้วยกัน");
        words(
                TaskType.RECOMMEND,
                "recommend, suggest, choose, decide, propose, pick, select",
                "recomienda, recomendar, sugiere, sugerir, elige, elegir, decide, decidir, propon,"
                        + " proponer",
                "แนะนำ, เลือก, เสนอ, ตัดสินใจ");
        words(
                TaskType.REWRITE,
                "rewrite, shorten, simplify, polish, rephrase, reformat",
                "reescribe, reescribir, acort-ar, simplific-ar, simplifique, reformul-ar",
                "เรียบเรียง, เขียนใหม่, ทำให้ง่าย");
        words(
                TaskType.OUTLINE,
                "plan, outline, sketch, brainstorm",
                "planific-ar, planifique, esboz-ar",
                "วางแผน, วางโครง, ระดมความคิด");
        words(
                TaskType.EXPLAIN,
                "explain, describe, tell, answer, define, calculate, compute",
                "explic-ar, explique, describe, describir, responde, responder, cuenta, contar,"
                        + " define, definir, calcul-ar",
                "อธิบาย, บรรยาย, ตอบ, บอก, เล่า, คำนวณ");
        words(
                TaskType.APPROVE,
                "get approval, get my approval, get the approval, get an approval, get it approved,"
                    + " get them approved, get sign-off, get a sign-off, ask for approval, ask me"
                    + " for approval, ask for my approval, request approval, request my approval,"
                    + " seek approval, obtain approval, wait for approval, wait for my approval,"
                    + " have it approved, have them approved, let me approve, have me approve",
                "pide aprobacion, pide la aprobacion, pide mi aprobacion, pida aprobacion, pedir"
                    + " aprobacion, solicita aprobacion, solicita la aprobacion, solicite"
                    + " aprobacion, solicitar aprobacion, consigue aprobacion, consigue la"
                    + " aprobacion, consigue mi aprobacion, obten aprobacion, obten la aprobacion,"
                    + " obtener aprobacion, espera la aprobacion, espera mi aprobacion, pide el"
                    + " visto bueno, pide visto bueno",
                "ขออนุมัติ, ขอการอนุมัติ, รออนุมัติ, รอการอนุมัติ, ส่งขออนุมัติ, ให้อนุมัติ,"
                        + " ขอความเห็นชอบ");
    }

    /** All words that ask for something. */
    static final Phrases ACTION_WORDS = new Phrases(ACTIONS.keySet());

    /** What stands before an action without changing it. */
    static final List<String> POLITE =
            Words.folded(
                    "please",
                    "kindly",
                    "could you",
                    "can you",
                    "would you",
                    "you should",
                    "i want you to",
                    "i need you to",
                    "i want to",
                    "i need to",
                    "we need to",
                    "help me",
                    "help me to",
                    "let us",
                    "let's",
                    "to",
                    "also",
                    "first",
                    "firstly",
                    "first of all",
                    "second",
                    "secondly",
                    "third",
                    "thirdly",
                    "each",
                    "por favor",
                    "quiero que",
                    "necesito que",
                    "quiero",
                    "necesito",
                    "puedes",
                    "podrias",
                    "ayudame a",
                    "tambien",
                    "ademas",
                    "primero",
                    "primeramente",
                    "en primer lugar",
                    "en segundo lugar",
                    "para empezar",
                    "โปรด",
                    "กรุณา",
                    "ช่วย",
                    "ขอให้",
                    "อยากให้",
                    "ให้",
                    "ฉันอยากให้คุณ",
                    "ฉันต้องการให้",
                    "ก่อนอื่น",
                    "อันดับแรก",
                    "ขั้นแรก",
                    "เริ่มจาก",
                    "ทำการ",
                    "คุณ");

    /** What comes after these waits for what came before. */
    static final List<String> THEN =
            Words.folded(
                    "then",
                    "and then",
                    "after that",
                    "afterwards",
                    "after this",
                    "and after that",
                    "next",
                    "followed by",
                    "once done",
                    "when done",
                    "subsequently",
                    "based on that",
                    "based on this",
                    "luego",
                    "y luego",
                    "despues",
                    "y despues",
                    "despues de eso",
                    "tras eso",
                    "a continuacion",
                    "entonces",
                    "y entonces",
                    "seguidamente",
                    "แล้ว",
                    "แล้วจึง",
                    "แล้วก็",
                    "จากนั้น",
                    "จากนั้นจึง",
                    "จากนั้นให้",
                    "หลังจากนั้น",
                    "ต่อจากนั้น",
                    "ต่อมา",
                    "ถัดไป",
                    "เสร็จแล้ว",
                    "และจากนั้น",
                    "ก่อนที่จะ");

    /** What comes after these waits for everything. */
    static final List<String> FINALLY =
            Words.folded(
                    "finally",
                    "and finally",
                    "lastly",
                    "in the end",
                    "at the end",
                    "por ultimo",
                    "y por ultimo",
                    "finalmente",
                    "y finalmente",
                    "al final",
                    "สุดท้าย",
                    "สุดท้ายนี้",
                    "ในที่สุด",
                    "และสุดท้าย",
                    "ท้ายที่สุด");

    static final List<String> AND =
            Words.folded(
                    "and",
                    "and also",
                    "as well as",
                    "plus",
                    "y",
                    "e",
                    "y tambien",
                    "asi como",
                    "และ",
                    "พร้อมทั้ง",
                    "รวมทั้ง",
                    "รวมถึง",
                    "กับ",
                    "และก็",
                    "อีกทั้ง");

    /** Both at once. */
    static final List<String> PARALLEL =
            Words.folded(
                    "in parallel",
                    "at the same time",
                    "simultaneously",
                    "meanwhile",
                    "concurrently",
                    "independently",
                    "en paralelo",
                    "al mismo tiempo",
                    "simultaneamente",
                    "a la vez",
                    "mientras tanto",
                    "พร้อมกัน",
                    "พร้อม ๆ กัน",
                    "ในเวลาเดียวกัน",
                    "ขนานกัน",
                    "แบบขนาน",
                    "คู่ขนาน",
                    "ไปพร้อมกัน");

    static final List<String> IN_ORDER =
            Words.folded(
                    "in order",
                    "in this order",
                    "one after another",
                    "one after the other",
                    "step by step",
                    "en orden",
                    "en este orden",
                    "uno tras otro",
                    "paso a paso",
                    "ตามลำดับ",
                    "ทีละขั้น",
                    "ทีละขั้นตอน");

    static final List<String> FOR_EACH =
            Words.folded(
                    "for each of",
                    "for each",
                    "for every",
                    "for all of",
                    "for each one of",
                    "para cada uno de",
                    "para cada una de",
                    "para cada",
                    "por cada",
                    "para todos",
                    "สำหรับแต่ละ",
                    "สำหรับทุก",
                    "ของแต่ละ",
                    "ในแต่ละ");

    /** Between what is gone through and its items. */
    static final List<String> OF =
            Words.folded(
                    "of", "in", "from", "among", "de", "en", "entre", "ได้แก่", "คือ", "ใน", "ของ",
                    "จาก", "ดังนี้");

    /** Between things that are compared. */
    static final List<String> WITH =
            Words.folded(
                    "with",
                    "to",
                    "against",
                    "versus",
                    "vs",
                    "vs.",
                    "con",
                    "frente a",
                    "กับ",
                    "และ",
                    "เทียบกับ");

    static final List<String> INTO =
            Words.folded(
                    "into",
                    "to",
                    "in",
                    "al",
                    "a",
                    "en",
                    "เป็นภาษา",
                    "เป็น",
                    "ภาษา",
                    "ไปเป็น",
                    "ไปเป็นภาษา");

    /** What stands for what was made last. */
    static final List<String> IT =
            Words.folded(
                    "it",
                    "this",
                    "that",
                    "its",
                    "eso",
                    "esto",
                    "ello",
                    "มัน",
                    "สิ่งนั้น",
                    "อันนั้น",
                    "ที่ได้");

    /** What stands for all that was made. */
    static final List<String> THEM =
            Words.folded(
                    "them",
                    "these",
                    "those",
                    "their",
                    "both",
                    "all of it",
                    "everything",
                    "the results",
                    "the result",
                    "the findings",
                    "results",
                    "the answers",
                    "the outcome",
                    "ellos",
                    "ellas",
                    "ambos",
                    "ambas",
                    "todo",
                    "los resultados",
                    "el resultado",
                    "los hallazgos",
                    "las respuestas",
                    "ผลลัพธ์",
                    "ผลที่ได้",
                    "ทั้งหมด",
                    "ทั้งสอง",
                    "ผลการค้นคว้า",
                    "พวกมัน",
                    "ข้อมูลที่ได้");

    static final List<String> THE =
            Words.folded("the", "your", "el", "la", "los", "las", "tu", "del", "al");

    /** What a step of some type makes, by name. */
    static final Map<TaskType, List<String>> PRODUCTS =
            Map.ofEntries(
                    entry(
                            TaskType.RESEARCH,
                            Words.folded(
                                    "research",
                                    "information",
                                    "investigacion",
                                    "informacion",
                                    "ข้อมูล")),
                    entry(
                            TaskType.CODE,
                            Words.folded(
                                    "code",
                                    "program",
                                    "script",
                                    "function",
                                    "codigo",
                                    "programa",
                                    "โค้ด",
                                    "โปรแกรม")),
                    entry(
                            TaskType.WRITE,
                            Words.folded(
                                    "article",
                                    "text",
                                    "draft",
                                    "report",
                                    "post",
                                    "email",
                                    "letter",
                                    "story",
                                    "poem",
                                    "essay",
                                    "articulo",
                                    "texto",
                                    "borrador",
                                    "informe",
                                    "correo",
                                    "carta",
                                    "historia",
                                    "poema",
                                    "บทความ",
                                    "รายงาน",
                                    "ร่าง",
                                    "อีเมล",
                                    "จดหมาย",
                                    "เรื่อง")),
                    entry(
                            TaskType.SUMMARISE,
                            Words.folded(
                                    "summary",
                                    "summaries",
                                    "resumen",
                                    "resumenes",
                                    "บทสรุป",
                                    "สรุป")),
                    entry(
                            TaskType.TRANSLATE,
                            Words.folded(
                                    "translation",
                                    "translations",
                                    "traduccion",
                                    "traducciones",
                                    "คำแปล",
                                    "ฉบับแปล")),
                    entry(
                            TaskType.COMPARE,
                            Words.folded("comparison", "comparacion", "ผลการเปรียบเทียบ")),
                    entry(
                            TaskType.ANALYSE,
                            Words.folded(
                                    "analysis",
                                    "assessment",
                                    "analisis",
                                    "evaluacion",
                                    "ผลการวิเคราะห์",
                                    "บทวิเคราะห์")),
                    entry(TaskType.REVIEW, Words.folded("review", "revision", "ผลการตรวจ")),
                    entry(TaskType.EXTRACT, Words.folded("list", "lista", "รายการ", "รายชื่อ")),
                    entry(
                            TaskType.OUTLINE,
                            Words.folded("plan", "outline", "esquema", "แผน", "โครงร่าง")));

    static final List<String> QUESTIONS =
            Words.folded(
                    "what",
                    "who",
                    "why",
                    "how",
                    "when",
                    "where",
                    "which",
                    "is",
                    "are",
                    "does",
                    "do",
                    "can",
                    "should",
                    "que",
                    "quien",
                    "por que",
                    "como",
                    "cuando",
                    "donde",
                    "cual",
                    "cuales",
                    "cuanto",
                    "อะไร",
                    "ทำไม",
                    "อย่างไร",
                    "เมื่อไหร่",
                    "เมื่อไร",
                    "ที่ไหน",
                    "ใคร",
                    "เท่าไร",
                    "เท่าไหร่",
                    "หรือไม่",
                    "ไหม");

    /** Languages by their names in all three, and how a plan calls them. */
    static final Map<String, String> LANGUAGES = new LinkedHashMap<>();

    static {
        languages("English", "english", "ingles", "อังกฤษ");
        languages("Thai", "thai", "tailandes", "ไทย");
        languages("Spanish", "spanish", "espanol", "castellano", "สเปน");
        languages("French", "french", "frances", "ฝรั่งเศส");
        languages("German", "german", "aleman", "เยอรมัน");
        languages("Italian", "italian", "italiano", "อิตาลี");
        languages("Portuguese", "portuguese", "portugues", "โปรตุเกส");
        languages("Chinese", "chinese", "mandarin", "chino", "จีน");
        languages("Japanese", "japanese", "japones", "ญี่ปุ่น");
        languages("Korean", "korean", "coreano", "เกาหลี");
        languages("Vietnamese", "vietnamese", "vietnamita", "เวียดนาม");
        languages("Indonesian", "indonesian", "indonesio", "อินโดนีเซีย");
        languages("Malay", "malay", "malayo", "มลายู", "มาเลย์");
        languages("Hindi", "hindi", "ฮินดี");
        languages("Arabic", "arabic", "arabe", "อาหรับ");
        languages("Russian", "russian", "ruso", "รัสเซีย");
        languages("Dutch", "dutch", "neerlandes", "holandes", "ดัตช์");
        languages("Polish", "polish", "polaco", "โปแลนด์");
        languages("Turkish", "turkish", "turco", "ตุรกี");
        languages("Swedish", "swedish", "sueco", "สวีเดน");
        languages("Lao", "lao", "laosiano", "ลาว");
        languages("Khmer", "khmer", "jemer", "เขมร");
        languages("Burmese", "burmese", "birmano", "พม่า");
    }

    static final List<String> SPANISH_WORDS =
            Words.folded(
                    "el", "la", "los", "las", "un", "una", "de", "del", "y", "para", "por", "con",
                    "que", "en", "al", "sobre", "luego", "cada");

    static final List<String> ENGLISH_WORDS =
            Words.folded(
                    "the", "a", "an", "of", "and", "for", "with", "to", "in", "on", "about", "then",
                    "each");

    private Lexicon() {}

    static Map<String, TaskType> actions() {
        return ACTIONS;
    }

    static TaskType type(String action) {
        var type = ACTIONS.get(action);
        if (type == null) {
            throw new IllegalArgumentException("No action " + action);
        }
        return type;
    }

    /** Whether the word says already that it acts on what came before: {@code traducelo}. */
    static boolean hasObject(String action) {
        return WITH_OBJECT.contains(action);
    }

    /** Of {@code traduce}: traducelo, traducela and so on; nothing for most words. */
    static List<String> withObjects(String action) {
        return ENCLITICS.stream().map(action::concat).filter(WITH_OBJECT::contains).toList();
    }

    private static void words(TaskType type, String english, String spanish, String thai) {
        Stream.of(english.split(", ?"))
                .forEach(each -> ACTIONS.put(Words.fold(each.strip()), type));
        for (var each : spanish.split(", ?")) {
            for (var form : forms(each.strip())) {
                ACTIONS.put(form, type);
                if (form.indexOf(' ') < 0) {
                    for (var enclitic : ENCLITICS) {
                        ACTIONS.put(form + enclitic, type);
                        WITH_OBJECT.add(form + enclitic);
                    }
                }
            }
        }
        Stream.of(thai.split(", ?")).forEach(each -> ACTIONS.put(each.strip(), type));
    }

    /** Of {@code analiz-ar}: analiza, analice's regular form, analizar. */
    private static List<String> forms(String verb) {
        var stem = verb.indexOf("-ar");
        if (stem < 0) {
            return List.of(verb);
        }
        var root = verb.substring(0, stem);
        var forms = new ArrayList<>(List.of(root + "a", root + "e", root + "ar"));
        if (root.endsWith("c")) {
            forms.add(root.substring(0, root.length() - 1) + "que");
        }
        if (root.endsWith("g")) {
            forms.add(root + "ue");
        }
        return forms;
    }

    private static void languages(String name, String... words) {
        for (var word : words) {
            LANGUAGES.put(word, name);
        }
    }
}
