package dev.baton.prompt;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;

import java.util.List;

/**
 * How blocks and variables stand in the database: as JSON text, byte for byte as it was written.
 */
final class PromptColumns {

    private PromptColumns() {}

    record MessageList(List<PromptMessage> list) {}

    record VariableList(List<PromptVariable> list) {}

    @Converter
    static class Messages implements AttributeConverter<MessageList, String> {

        @Override
        public String convertToDatabaseColumn(MessageList messages) {
            return PromptJson.write(messages.list());
        }

        @Override
        public MessageList convertToEntityAttribute(String column) {
            return new MessageList(List.of(PromptJson.read(column, PromptMessage[].class)));
        }
    }

    @Converter
    static class Variables implements AttributeConverter<VariableList, String> {

        @Override
        public String convertToDatabaseColumn(VariableList variables) {
            return PromptJson.write(variables.list());
        }

        @Override
        public VariableList convertToEntityAttribute(String column) {
            return new VariableList(List.of(PromptJson.read(column, PromptVariable[].class)));
        }
    }
}
