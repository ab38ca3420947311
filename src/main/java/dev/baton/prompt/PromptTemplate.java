package dev.baton.prompt;

import com.samskivert.mustache.MustacheException;
import com.samskivert.mustache.Template;

import tools.jackson.databind.node.ArrayNode;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A template that passed its checks, ready to render any number of times. Immutable and shared by
 * all threads.
 */
public final class PromptTemplate {

    private final PromptContent content;
    private final List<Template> texts;

    private PromptTemplate(PromptContent content) {
        this.content = content;
        this.texts =
                content.messages().stream()
                        .map(block -> StrictMustache.compile(block.text()))
                        .toList();
    }

    /**
     * Checks a template and makes it ready.
     *
     * @throws PromptRefused with every fault
     */
    public static PromptTemplate of(PromptContent content) {
        var faults = PromptLint.faults(content);
        if (!faults.isEmpty()) {
            throw new PromptRefused(faults);
        }
        return new PromptTemplate(content);
    }

    public PromptContent content() {
        return content;
    }

    public List<PromptVariable> variables() {
        return content.variables();
    }

    /** Variables that are declared and stand in no text. */
    public Set<String> unusedVariables() {
        return PromptLint.unused(content);
    }

    /**
     * Renders every block.
     *
     * @param values JSON-like; null counts as not given
     * @throws VariablesRefused naming each variable that is missing, of another type or unknown
     */
    public List<PromptMessage> render(Map<String, ?> values) {
        var bound = bind(values);
        var rendered = new ArrayList<PromptMessage>();
        for (var i = 0; i < texts.size(); i++) {
            rendered.add(
                    new PromptMessage(
                            content.messages().get(i).role(), render(texts.get(i), bound)));
        }
        return List.copyOf(rendered);
    }

    /**
     * Renders and joins the result with the caller's messages.
     *
     * <p>A template that declares {@code input} asks for the caller: {@code input} is the text of
     * the caller's last user message, the rendered messages take that message's place, and what the
     * caller sent before and after it stays around them; leading system messages of the template
     * come first of all. Any other template is an introduction: its messages come first and all of
     * the caller's follow.
     *
     * @param caller messages in OpenAI's form
     */
    public ArrayNode messages(ArrayNode caller, Map<String, ?> values) {
        return new Dialogue(caller).with(this, values);
    }

    /** Refuses values as {@link #messages} does, without rendering. */
    public void check(ArrayNode caller, Map<String, ?> values) {
        bind(new Dialogue(caller).values(this, values));
    }

    private static String render(Template text, Map<String, Object> bound) {
        try {
            return StrictMustache.render(text, bound);
        } catch (MustacheException.Context e) {
            throw VariablesRefused.missing(e.key);
        } catch (StrictMustache.TooLarge e) {
            throw new RenderedTooLarge();
        }
    }

    private Map<String, Object> bind(Map<String, ?> values) {
        var bound = new LinkedHashMap<String, Object>();
        var refusals = new ArrayList<VariablesRefused>();
        for (var variable : content.variables()) {
            var given = values.get(variable.name());
            var value = given == null ? variable.defaultValue() : given;
            if (value == null) {
                refusals.add(VariablesRefused.missing(variable.name()));
            } else if (!variable.accepts(value)) {
                refusals.add(VariablesRefused.type(variable));
            } else {
                bound.put(variable.name(), value);
            }
        }
        values.keySet().stream()
                .filter(name -> !content.declares(name))
                .sorted()
                .forEach(name -> refusals.add(VariablesRefused.unknown(name)));
        if (!refusals.isEmpty()) {
            throw VariablesRefused.all(refusals);
        }
        return bound;
    }
}
