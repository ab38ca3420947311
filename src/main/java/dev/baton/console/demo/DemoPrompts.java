package dev.baton.console.demo;

import dev.baton.prompt.PromptContent;
import dev.baton.prompt.PromptDraft;
import dev.baton.prompt.PromptMessage;
import dev.baton.prompt.PromptName;
import dev.baton.prompt.PromptRole;
import dev.baton.prompt.PromptVariable;
import dev.baton.prompt.VariableType;

import java.util.List;

/** The prompts of the demo tenants, the assistant's first. */
final class DemoPrompts {

    private DemoPrompts() {}

    /** A prompt to write. */
    record Written(PromptName name, PromptDraft draft) {}

    static List<Written> inEnglish() {
        return List.of(
                written(
                        "Assistant",
                        "How the assistant introduces itself and speaks",
                        introduction(
                                """
                                You are the assistant of {{company}}, a wholesaler of office supplies.
                                Answer in a {{tone}} tone and in the language of the question.
                                Say so when you do not know something.
                                """,
                                "Acme Trading",
                                tone("friendly", "friendly", "formal", "brief"))),
                written(
                        "Reply to a customer",
                        "Drafts an answer to a customer's mail",
                        reply(
                                """
                                Write a reply to {{customer}}, who wrote this{{#order}} about order {{order}}{{/order}}:

                                {{input}}
                                """)));
    }

    static List<Written> inThai() {
        return List.of(
                written(
                        "ผู้ช่วย",
                        "ผู้ช่วยแนะนำตัวและพูดอย่างไร",
                        introduction(
                                """
                                คุณคือผู้ช่วยของ {{company}} ผู้คั่วและส่งเมล็ดกาแฟจากเชียงราย
                                ตอบด้วยน้ำเสียง{{tone}} เป็นภาษาเดียวกับคำถาม
                                ถ้าไม่ทราบคำตอบ ให้บอกตามตรง
                                """,
                                "สยามคอฟฟี่",
                                tone("สุภาพ", "สุภาพ", "เป็นกันเอง", "กระชับ"))),
                written(
                        "ตอบลูกค้า",
                        "ร่างคำตอบถึงลูกค้าที่เขียนมา",
                        reply(
                                """
                                เขียนคำตอบถึงคุณ{{customer}} ซึ่งเขียนมาว่า{{#order}} (คำสั่งซื้อ {{order}}){{/order}}

                                {{input}}
                                """)));
    }

    private static Written written(String name, String description, PromptContent content) {
        return new Written(new PromptName(name, description), new PromptDraft(content, ""));
    }

    private static PromptContent introduction(String text, String company, PromptVariable tone) {
        return PromptContent.chat(
                List.of(new PromptMessage(PromptRole.SYSTEM, text.strip())),
                List.of(
                        PromptVariable.defaulted("company", VariableType.STRING, "", company),
                        tone));
    }

    private static PromptContent reply(String text) {
        return PromptContent.text(
                text.strip(),
                List.of(
                        PromptVariable.required(PromptVariable.INPUT, VariableType.STRING, ""),
                        PromptVariable.required("customer", VariableType.STRING, ""),
                        PromptVariable.defaulted("order", VariableType.STRING, "", "")));
    }

    private static PromptVariable tone(String usual, String... options) {
        return new PromptVariable(
                "tone", VariableType.ENUM, "", usual, List.of(options), null);
    }
}
