package dev.baton.planner;

/** What a task is written in, and what a plan adds in the same language. */
enum Language {
    ENGLISH(
            "Gather what is needed to compare %s: facts, strengths and weaknesses.",
            "List every %s that this is about.",
            "Check the result against the task. Correct what is wrong and add what is missing."
                    + " Answer with the whole corrected result.",
            "Task"),
    SPANISH(
            "Reúne lo necesario para comparar %s: hechos, puntos fuertes y débiles.",
            "Enumera cada %s del que trata esto.",
            "Comprueba el resultado con la tarea. Corrige lo que esté mal y añade lo que falte."
                    + " Responde con el resultado corregido completo.",
            "Tarea"),
    THAI(
            "รวบรวมสิ่งที่ต้องใช้เพื่อเปรียบเทียบ %s: ข้อเท็จจริง จุดแข็ง และจุดอ่อน",
            "ระบุ%sทั้งหมดที่งานนี้กล่าวถึง",
            "ตรวจผลลัพธ์เทียบกับงาน แก้สิ่งที่ผิดและเติมสิ่งที่ขาด"
                    + " แล้วตอบด้วยผลลัพธ์ที่แก้แล้วทั้งหมด",
            "งาน");

    private static final int THAI_FIRST = 0x0E00;
    private static final int THAI_LAST = 0x0E7F;

    private final String gather;
    private final String list;
    private final String review;
    private final String task;

    Language(String gather, String list, String review, String task) {
        this.gather = gather;
        this.list = list;
        this.review = review;
        this.task = task;
    }

    static Language of(Words words) {
        var thai = words.text().chars().filter(it -> it >= THAI_FIRST && it <= THAI_LAST).count();
        if (thai * 4 > words.text().chars().filter(Character::isLetter).count()) {
            return THAI;
        }
        return words.count(Lexicon.SPANISH_WORDS) > words.count(Lexicon.ENGLISH_WORDS)
                ? SPANISH
                : ENGLISH;
    }

    String gather(String what) {
        return gather.formatted(what);
    }

    String list(String noun) {
        return list.formatted(noun);
    }

    String review() {
        return review;
    }

    String task() {
        return task;
    }
}
