package dev.baton.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallerFieldsTests {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    service_tier       | 'priority'
                    service_tier       | 'one of tomorrow'
                    service_tier       | ['flex']
                    speed              | 'fast'
                    modalities         | ['text','audio']
                    modalities         | 'audio'
                    audio              | {'voice':'alloy'}
                    web_search_options | {}
                    enable_search      | true
                    models             | ['a-dearer-model']
                    tools              | [{'type':'function'},{'type':'web_search_20250305'}]
                    cache_control      | {'type':'ephemeral','ttl':'1h'}
                    """)
    void refusesWhatMayCostMore(String field, String value) {
        var refusal =
                catchThrowableOfType(
                        FieldNotAllowed.class,
                        () ->
                                CallerFields.check(
                                        ModelFixtures.body("{'%s':%s}".formatted(field, value))));

        assertThat(refusal.status()).isEqualTo(422);
        assertThat(refusal.fields().getFirst().field()).isEqualTo(field);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'service_tier':'auto'}",
                "{'service_tier':'default'}",
                "{'service_tier':'flex'}",
                "{'service_tier':null,'audio':null,'modalities':null,'web_search_options':null}",
                "{'modalities':['text']}",
                "{'speed':'standard','enable_search':false}",
                "{'tools':[{'type':'function'},{'type':'custom'},{'name':'f','input_schema':{}}]}",
                "{'messages':[{'content':[{'type':'text','cache_control':{'type':'ephemeral'}}]}]}",
                "{'messages':[{'role':'user','audio':{'id':'a'}}],'temperature':1,'x_vendor':{'speed':'fast'}}"
            })
    void takesWhatNeverDoes(String body) {
        CallerFields.check(ModelFixtures.body(body));
    }

    @Test
    void findsAnHourInTheCacheWhereverItIsAskedFor() {
        var refusal =
                catchThrowableOfType(
                        FieldNotAllowed.class,
                        () ->
                                CallerFields.check(
                                        ModelFixtures.body(
                                                "{'messages':[{'content':[{'cache_control':{'ttl':'1h'}}]}]}")));

        assertThat(refusal).isNotNull();
    }
}
