package dev.baton.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;

class PageAddressTests {

    @Test
    void changesOneThingAndStartsFromTheFirstPage() {
        assertThat(at("status=ok&q=a%20b&after=x").with("status", "failed & held"))
                .isEqualTo("/agents?q=a%20b&status=failed%20%26%20held");
    }

    @Test
    void forgetsOneThing() {
        assertThat(at("status=ok&q=a%20b").without("status")).isEqualTo("/agents?q=a%20b");
    }

    @Test
    void goesOnAfterACursor() {
        assertThat(at("q=a&after=x").with("after", "y=/+"))
                .isEqualTo("/agents?q=a&after=y%3D%2F%2B");
    }

    @Test
    void givesTheWholeAddressOfAPageToSendToSomebody() {
        assertThat(at("view=state").link("/agents/1")).isEqualTo("http://localhost/agents/1");
    }

    @Test
    void sortsTheOtherWayByTheSameColumn() {
        assertThat(at("sort=name").sort("name"))
                .isEqualTo(new PageAddress.Sort("ascending", "chevron-up", "/agents?sort=-name"));
        assertThat(at("sort=-name").sort("name").href()).isEqualTo("/agents?sort=name");
        assertThat(at("sort=cost").sort("name").direction()).isNull();
    }

    @Test
    void showsTheColumnsThatItNames() {
        var columns =
                at("columns=status,kind")
                        .columns("agent.name", "agent.status", "agent.last.test", "agent.kind");

        assertThat(columns.isNarrowed()).isTrue();
        assertThat(columns.text()).isEqualTo("name,status,kind");
        assertThat(columns.hiding(0)).isEqualTo("hides-3");
        assertThat(columns.hiding(1)).isEqualTo("hides-4");
    }

    @Test
    void showsAllColumnsWhenItNamesNone() {
        var columns = at("q=a").columns("agent.name", "agent.status");

        assertThat(columns.isNarrowed()).isFalse();
        assertThat(columns.hiding(0)).isEmpty();
    }

    @Test
    void keepsTheRestForAFormThatChangesOneThing() {
        assertThat(at("q=a&columns=b&after=x&sort=name").others("columns"))
                .containsExactlyInAnyOrder(
                        new PageAddress.Parameter("q", "a"),
                        new PageAddress.Parameter("sort", "name"));
    }

    @Test
    void tellsTheCallThatAsksForTheSame() {
        assertThat(
                        at("q=it's&kind=echo&columns=name")
                                .curl(
                                        "/api/v1/agents",
                                        "q=search",
                                        "kind",
                                        "status",
                                        "from:2026-01-01T00:00:00Z"))
                .isEqualTo(
                        "curl -H \"Authorization: Bearer $BATON_API_KEY\" \\\n"
                            + "  'http://localhost/api/v1/agents?search=it%27s&kind=echo&from=2026-01-01T00%3A00%3A00Z'");
    }

    private static PageAddress at(String query) {
        var request = new MockHttpServletRequest("GET", "/agents");
        request.setQueryString(query);
        for (var pair : query.split("&")) {
            request.addParameter(pair.split("=")[0], pair.split("=")[1]);
        }
        return new PageAddress(request);
    }
}
