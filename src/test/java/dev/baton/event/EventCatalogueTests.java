package dev.baton.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import tools.jackson.databind.json.JsonMapper;

class EventCatalogueTests {

    @Test
    void describesPublicTypesOnly() {
        var catalogue = catalogue(TenantEvents.UPDATED, EventType.internally("key.used"));

        assertThat(catalogue.isPublic("tenant.updated")).isTrue();
        assertThat(catalogue.isPublic("key.used")).isFalse();
        assertThat(catalogue.descriptions())
                .extracting(EventDescription::name)
                .containsExactly("tenant.updated");
    }

    @Test
    void startsNotWithoutADescription() {
        assertThatThrownBy(() -> catalogue(EventType.publicly("nobody.described")))
                .hasMessageContaining("nobody.described");
    }

    @Test
    void startsNotWithTwoTypesOfOneName() {
        assertThatThrownBy(
                        () ->
                                catalogue(
                                        EventType.internally("key.used"),
                                        EventType.internally("key.used")))
                .hasMessageContaining("declared twice");
    }

    @Test
    void matchesNamesNounsAndEverything() {
        var catalogue = catalogue(TenantEvents.UPDATED, TenantEvents.CREATED);

        assertThat(matching(catalogue, "*")).containsExactly("tenant.created", "tenant.updated");
        assertThat(matching(catalogue, "tenant.*")).hasSize(2);
        assertThat(matching(catalogue, "tenant.updated")).containsExactly("tenant.updated");
        assertThat(matching(catalogue, "ten*")).isEmpty();
        assertThat(matching(catalogue, "tenant")).isEmpty();
        assertThat(matching(catalogue, "")).isEmpty();
    }

    private static List<String> matching(EventCatalogue catalogue, String pattern) {
        return catalogue.matching(new EventPattern(pattern));
    }

    private static EventCatalogue catalogue(EventType... types) {
        var beans = new StaticListableBeanFactory();
        for (var number = 0; number < types.length; number++) {
            beans.addBean("type" + number, types[number]);
        }
        return new EventCatalogue(
                beans.getBeanProvider(EventType.class), JsonMapper.builder().build());
    }
}
