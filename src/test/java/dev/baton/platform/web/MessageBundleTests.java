package dev.baton.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Every text of every module is there in every language. */
class MessageBundleTests {

    private static final Path FOLDER = Path.of("src/main/resources/i18n");
    private static final Path SAME = Path.of("src/test/resources/i18n-same-in-every-language.txt");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([A-Za-z0-9]+)[^}]*}");
    private static final Pattern LETTERS = Pattern.compile(".*\\p{L}{2,}.*", Pattern.DOTALL);
    private static final Pattern NUMBERED = Pattern.compile(".*\\{\\d+[^}]*}.*", Pattern.DOTALL);

    static Stream<Bundle> translations() throws IOException {
        try (var modules = Files.list(FOLDER)) {
            return modules.filter(Files::isDirectory).sorted().toList().stream()
                    .flatMap(it -> Stream.of("th", "es").map(language -> Bundle.of(it, language)));
        }
    }

    @ParameterizedTest
    @MethodSource("translations")
    void hasEveryKeyAndNoOther(Bundle bundle) {
        assertThat(bundle.translated().stringPropertyNames())
                .containsExactlyInAnyOrderElementsOf(bundle.english().stringPropertyNames());
    }

    @ParameterizedTest
    @MethodSource("translations")
    void isTranslated(Bundle bundle) throws IOException {
        var same = Set.copyOf(Files.readAllLines(SAME));

        assertThat(bundle.keys())
                .filteredOn(it -> LETTERS.matcher(bundle.english().getProperty(it)).matches())
                .filteredOn(it -> bundle.english(it).equals(bundle.translated(it)))
                .filteredOn(
                        it -> !same.contains(it) && !same.contains(bundle.language() + ":" + it))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("translations")
    void hasTheSamePlaceholders(Bundle bundle) {
        assertThat(bundle.keys())
                .filteredOn(
                        it ->
                                !placeholders(bundle.english(it))
                                        .equals(placeholders(bundle.translated(it))))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("translations")
    void doublesTheApostropheOfATextWithArguments(Bundle bundle) {
        assertThat(bundle.keys())
                .filteredOn(
                        it ->
                                swallowsAnApostrophe(bundle.english(it))
                                        || swallowsAnApostrophe(bundle.translated(it)))
                .isEmpty();
    }

    @Test
    void listsAsSameOnlyWhatIsThere() throws IOException {
        var keys = new HashSet<String>();
        translations().forEach(it -> keys.addAll(it.keys()));

        assertThat(Files.readAllLines(SAME))
                .allSatisfy(it -> assertThat(keys).contains(it.replaceFirst("^(th|es):", "")));
    }

    private static Set<String> placeholders(String text) {
        var names = new TreeSet<String>();
        PLACEHOLDER.matcher(text).results().forEach(it -> names.add(it.group(1)));
        return names;
    }

    private static boolean swallowsAnApostrophe(String text) {
        return NUMBERED.matcher(text).matches() && text.replace("''", "").contains("'");
    }

    /** A module's texts in English and in one other language. */
    record Bundle(String module, String language, Properties english, Properties translated) {

        static Bundle of(Path folder, String language) {
            return new Bundle(
                    folder.getFileName().toString(),
                    language,
                    read(folder.resolve("messages.properties")),
                    read(folder.resolve("messages_" + language + ".properties")));
        }

        List<String> keys() {
            return english.stringPropertyNames().stream().sorted().toList();
        }

        String english(String key) {
            return english.getProperty(key);
        }

        String translated(String key) {
            return translated.getProperty(key, "");
        }

        private static Properties read(Path file) {
            try (var reader = Files.newBufferedReader(file)) {
                var texts = new Properties();
                texts.load(reader);
                return texts;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public String toString() {
            return module + " " + language;
        }
    }
}
