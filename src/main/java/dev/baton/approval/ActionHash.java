package dev.baton.approval;

import dev.baton.platform.Sha256;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

import java.util.TreeMap;

/**
 * SHA-256 of an action in canonical JSON: what is called and with what. Names stand in order and
 * without space between (RFC 8785); a number keeps every digit as it is written, so that no two
 * that a tool might tell apart are one here.
 */
public final class ActionHash {

    private ActionHash() {}

    /** In hex, 64 digits. */
    public static String of(String definitionHash, JsonNode arguments) {
        return of(definitionHash, arguments, null);
    }

    /** The same of what is counted: how much it is belongs to what is agreed to. */
    public static String of(String definitionHash, JsonNode arguments, @Nullable Amount amount) {
        var canonical = new StringBuilder("{");
        if (amount != null) {
            canonical.append("\"amount\":");
            write(written(amount), canonical);
            canonical.append(',');
        }
        canonical.append("\"arguments\":");
        write(arguments, canonical);
        canonical.append(",\"definition\":");
        write(JsonNodeFactory.instance.stringNode(definitionHash), canonical);
        return Sha256.hex(canonical.append('}').toString());
    }

    private static JsonNode written(Amount amount) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("unit", amount.unit())
                .put("value", amount.value());
    }

    private static void write(JsonNode node, StringBuilder out) {
        if (node.isObject()) {
            object(node, out);
        } else if (node.isArray()) {
            array(node, out);
        } else if (node.isNumber()) {
            out.append(node.decimalValue());
        } else {
            out.append(node);
        }
    }

    private static void object(JsonNode node, StringBuilder out) {
        // Java compares texts by UTF-16 units, as the standard does.
        var members = new TreeMap<String, JsonNode>();
        node.properties().forEach(member -> members.put(member.getKey(), member.getValue()));
        var separator = "{";
        for (var member : members.entrySet()) {
            out.append(separator)
                    .append(JsonNodeFactory.instance.stringNode(member.getKey()))
                    .append(':');
            write(member.getValue(), out);
            separator = ",";
        }
        out.append(members.isEmpty() ? "{}" : "}");
    }

    private static void array(JsonNode node, StringBuilder out) {
        out.append('[');
        for (var index = 0; index < node.size(); index++) {
            if (index > 0) {
                out.append(',');
            }
            write(node.get(index), out);
        }
        out.append(']');
    }
}
