package dev.baton.run.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What runs and steps came to, as files. */
class ArtefactTests {

    @Test
    void aTextIsItself() {
        var file = Artefact.of("Hello, สวัสดี.\nBye.");

        assertThat(file.extension()).isEqualTo("txt");
        assertThat(file.type()).hasToString("text/plain;charset=UTF-8");
        assertThat(text(file)).isEqualTo("Hello, สวัสดี.\nBye.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "# Moon\n\nIt is far.",
                "Some:\n- one\n- two",
                "1. one\n2. two",
                "Look:\n```java\nint a;\n```",
                "| a | b |\n|---|---|",
                "It is **very** far."
            })
    void aMarkedTextIsMarkdown(String text) {
        var file = Artefact.of(text);

        assertThat(file.extension()).isEqualTo("md");
        assertThat(file.type()).hasToString("text/markdown;charset=UTF-8");
        assertThat(text(file)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2 * 3 = 6", "#1 is best", "a | b", "-1", ""})
    void anyOtherTextIsNot(String text) {
        assertThat(Artefact.of(text).extension()).isEqualTo("txt");
    }

    @Test
    void ofAnAgentItIsWhatTheAgentSaid() {
        var answer = new HashMap<String, Object>(Map.of("text", "Hello.", "message_id", "1"));

        assertThat(text(Artefact.of(answer))).isEqualTo("Hello.");
        answer.put("json", Map.of("a", List.of(1)));
        assertThat(text(Artefact.of(answer))).isEqualToNormalizingWhitespace("{ \"a\" : [ 1 ] }");
    }

    @Test
    void allElseIsJson() {
        var file = Artefact.of(Map.of("text", "no agent said this"));

        assertThat(file.extension()).isEqualTo("json");
        assertThat(file.type()).hasToString("application/json");
        assertThat(text(file)).contains("\"text\" : \"no agent said this\"");
        assertThat(text(Artefact.of(6L))).isEqualTo("6");
        assertThat(text(Artefact.of(List.of()))).isEqualToNormalizingWhitespace("[ ]");
    }

    @Test
    void isCountedWithoutBeingWritten() {
        for (var value : List.of("สวัสดี", Map.of("a", List.of(1, 2)), 6L, "")) {
            var file = Artefact.of(value);
            assertThat(file.size(1_000)).isEqualTo(file.bytes().length);
        }
        assertThat(Artefact.of("a".repeat(1_001)).size(1_000)).isEqualTo(1_001);
        assertThat(Artefact.of(Collections.nCopies(1_000_000, "a")).size(1_000)).isEqualTo(1_001);
    }

    @Test
    void isNamedAfterTheRunAndItsStep() {
        var file = Artefact.of("a");

        assertThat(file.name("Weekly report", null)).isEqualTo("run-weekly-report.txt");
        assertThat(file.name("Weekly report", "each/3/fetch"))
                .isEqualTo("run-weekly-report-each-3-fetch.txt");
        assertThat(file.name("รายงาน!", null)).isEqualTo("run-รายงาน.txt");
        assertThat(file.name("../..\\\"con\r\n\u202e<b>", null)).isEqualTo("run-con-b.txt");
        assertThat(file.name(String.join("", Collections.nCopies(200, "𝒂")), null))
                .isEqualTo("run-" + "𝒂".repeat(60) + ".txt");
    }

    private static String text(Artefact file) {
        return new String(file.bytes(), StandardCharsets.UTF_8);
    }
}
