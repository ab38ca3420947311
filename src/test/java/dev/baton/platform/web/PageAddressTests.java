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
    void sortsTheOtherWayByTheSameColumn() {
        assertThat(at("sort=name").sort("name"))
                .isEqualTo(new PageAddress.Sort("ascending", "chevron-up", "/agents?sort=-name"));
        assertThat(at("sort=-name").sort("name").href()).isEqualTo("/agents?sort=name");
        assertThat(at("sort=cost").sort("name").direction()).isNull();
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
