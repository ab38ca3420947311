package dev.baton.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.ResourceBundle.Control;

/** Programs and people are told the same about a graph. */
class FaultTests {

    private static final Object[] ARGUMENTS = {"one", "two", "three", "four"};

    @ParameterizedTest
    @EnumSource
    void saysTheSameInTheConsoleAsInTheApi(Fault fault) {
        var text = text(fault, Locale.ROOT);

        assertThat(text.contains("{0}") ? told(text) : text).isEqualTo(fault.told(ARGUMENTS));
    }

    @ParameterizedTest
    @EnumSource
    void namesTheSameInEveryLanguage(Fault fault) {
        for (var language : new String[] {"es", "th"}) {
            var text = text(fault, Locale.of(language));
            for (var index = 0; index < ARGUMENTS.length; index++) {
                assertThat(text.contains("{" + index + "}"))
                        .as(text)
                        .isEqualTo(text(fault, Locale.ROOT).contains("{" + index + "}"));
            }
            assertThat(text.contains("{0}") ? told(text) : text).doesNotContain("{0}", "''");
        }
    }

    private static String told(String text) {
        return new MessageFormat(text, Locale.ROOT).format(ARGUMENTS);
    }

    private static String text(Fault fault, Locale language) {
        return ResourceBundle.getBundle(
                        "i18n.workflow.messages",
                        language,
                        Control.getNoFallbackControl(Control.FORMAT_PROPERTIES))
                .getString(GraphFinding.of("", fault, ARGUMENTS).textKey());
    }
}
