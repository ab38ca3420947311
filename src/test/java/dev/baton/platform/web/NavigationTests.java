package dev.baton.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.List;

class NavigationTests {

    private static final NavigationEntry AGENTS =
            new NavigationEntry(NavigationGroup.BUILD, 10, "/agents", "agents", "robot", null);
    private static final NavigationEntry TEMPLATES =
            new NavigationEntry(
                    NavigationGroup.BUILD, 5, "/agents/templates", "templates", "robot", null);
    private static final NavigationEntry TENANTS =
            new NavigationEntry(
                    NavigationGroup.PLATFORM,
                    10,
                    "/tenants",
                    "tenants",
                    "building",
                    "TENANT_WRITE");

    @Test
    void hidesWhatTheViewerMayNotDo() {
        var navigation = navigationAt("/");

        assertThat(navigation.groups())
                .extracting(Navigation.Group::name)
                .containsExactly(NavigationGroup.BUILD);
    }

    @Test
    void ordersTheEntriesOfAGroup() {
        assertThat(navigationAt("/").groups().getFirst().entries())
                .containsExactly(TEMPLATES, AGENTS);
    }

    @Test
    void marksTheNearestEntryAboveThePage() {
        assertThat(navigationAt("/agents/42").current()).contains(AGENTS);
        assertThat(navigationAt("/agents/templates/7").current()).contains(TEMPLATES);
        assertThat(navigationAt("/agentsmith").current()).isEmpty();
    }

    private static Navigation navigationAt(String path) {
        return Navigation.of(List.of(AGENTS, TENANTS, TEMPLATES), new TestViewer(), path);
    }
}
