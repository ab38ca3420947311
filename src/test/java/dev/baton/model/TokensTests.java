package dev.baton.model;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;

import org.junit.jupiter.api.Test;

class TokensTests {

    @Test
    void countsAsOpenAisEncodingDoes() {
        assertThat(Tokens.count("")).isZero();
        assertThat(Tokens.count("hello world")).isEqualTo(2);
        assertThat(Tokens.count("สวัสดีครับ")).isBetween(2L, 8L);
    }

    @Test
    void countsLongTextByItsSamples() {
        var sentence = "The quick brown fox jumps over the lazy dog. ";
        var once = Tokens.count(sentence);

        var tokens = Tokens.count(sentence.repeat(5_000));

        assertThat(tokens).isBetween(5_000 * once * 9 / 10, 5_000 * once * 11 / 10);
    }

    /** What is dear must not hide between the samples. */
    @Test
    void samplesWhereNobodyCanForesee() {
        var cheap = " the".repeat(160);
        var dear = "ꦲ".repeat(3_456);
        var stride = Tokens.count(cheap) + Tokens.count(dear);

        var text = (cheap + dear).repeat(16);
        var tokens = Tokens.count(text);

        assertThat(tokens).isGreaterThan(16 * stride / 2);
        assertThat(Tokens.count(new String(text.toCharArray()))).as("again").isEqualTo(tokens);
    }

    @Test
    void takesHostileTextWithoutTrouble() {
        assertThat(Tokens.count("a".repeat(2_000_000))).isPositive();
        assertThat(Tokens.count("\ud800".repeat(100_000))).isPositive();
        assertThat(Tokens.count(" ".repeat(100_000))).isPositive();
        assertThat(Tokens.count("👩‍👩‍👧".repeat(100_000))).isPositive();
        assertThat(Tokens.count("<|endoftext|>")).isGreaterThan(1);
    }

    @Property(tries = 200)
    void splitsIntoPiecesThatAreTheTextAgain(@ForAll @StringLength(max = 1500) String text) {
        assertThat(String.join("", Tokens.split(text))).isEqualTo(text);
    }

    /** What cannot be encoded must not keep what follows in one piece that is tried again and again. */
    @Test
    void splitsWhatFollowsHalfACharacter() {
        var text = "\ud800" + " word".repeat(60) + "\udc00" + " word".repeat(60);

        var pieces = Tokens.split(text);

        assertThat(String.join("", pieces)).isEqualTo(text);
        assertThat(pieces).hasSizeGreaterThan(100);
    }

    @Test
    void splitsThaiBetweenCharacters() {
        var text = "สวัสดี 👩‍👩‍👧 ครับ".repeat(100);

        var pieces = Tokens.split(text);

        assertThat(String.join("", pieces)).isEqualTo(text);
        assertThat(pieces).noneMatch(piece -> piece.contains("\ufffd"));
    }

    @Test
    void leavesRoomForTokenizersThatMakeMoreOfIt() {
        assertThat(ProviderKind.OPENAI.mostTokens(1_001)).isEqualTo(1_001);
        assertThat(ProviderKind.DEMO.mostTokens(1_001)).isEqualTo(1_001);
        assertThat(ProviderKind.ANTHROPIC.mostTokens(1_001)).isEqualTo(1_502);
    }

    @Test
    void countsWhatARequestIsChargedFor() {
        var text = ModelFixtures.body("{'messages':[{'role':'user','content':'hello'}]}");
        var image =
                ModelFixtures.body(
                        """
                        {'messages':[{'role':'user','content':[{'type':'text','text':'hello'},
                        {'type':'image_url','image_url':{'url':'data:image/png;base64,%s'}}]}]}
                        """
                                .formatted("A".repeat(50_000)));
        var tools =
                ModelFixtures.body(
                        """
                        {'messages':[{'role':'user','content':'hello'}],
                        'tools':[{'type':'function','function':{'name':'weather'}}]}
                        """);

        var system =
                ModelFixtures.body(
                        """
                        {'messages':[{'role':'user','content':'hello'}],
                        'system':[{'type':'text','text':'one two three four five six'}]}
                        """);
        var prediction =
                ModelFixtures.body(
                        """
                        {'messages':[{'role':'user','content':'hello'}],
                        'prediction':{'type':'content','content':'one two three four five six'}}
                        """);
        var settings =
                ModelFixtures.body(
                        """
                        {'messages':[{'role':'user','content':'hello'}],'temperature':0.5,
                        'metadata':{'a':'one two three four five six'},'user':'somebody'}
                        """);

        var second = 8_000 / 8 * 4 / 3;
        var sound =
                ModelFixtures.body(
                        """
                        {'messages':[{'role':'user','content':[{'type':'text','text':'hello'},
                        {'type':'input_audio','input_audio':{'format':'mp3','data':'%s'}}]}]}
                        """
                                .formatted("A".repeat(60 * second)));
        var files =
                ModelFixtures.body(
                        """
                        {'messages':[{'role':'user','content':[{'type':'text','text':'hello'},
                        {'type':'file','file':{'file_id':'f1'}},
                        {'type':'file','file':{'file_data':'data:application/pdf;base64,QUJD'}}]}]}
                        """);

        var plain = Tokens.ofRequest(text);

        assertThat(plain).isBetween(6L, 14L);
        assertThat(Tokens.ofRequest(image)).isBetween(plain + 1_000, plain + 2_000);
        assertThat(Tokens.ofRequest(tools)).isGreaterThan(plain + 5);
        assertThat(Tokens.ofRequest(system)).isGreaterThan(plain + 5);
        assertThat(Tokens.ofRequest(prediction)).isGreaterThan(plain + 5);
        assertThat(Tokens.ofRequest(settings)).isEqualTo(plain);
        assertThat(Tokens.ofRequest(sound)).isBetween(plain + 600, plain + 900);
        assertThat(Tokens.ofRequest(files)).isEqualTo(plain + 2 * Tokens.PER_FILE);
    }
}
