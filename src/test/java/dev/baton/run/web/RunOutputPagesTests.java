package dev.baton.run.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.ConsoleBrowser;
import dev.baton.TestPeople;
import dev.baton.message.MessageFixture;
import dev.baton.message.MessageFixture.Caller;
import dev.baton.message.ServerTest;
import dev.baton.platform.Ids;
import dev.baton.run.RunClient;
import dev.baton.tenant.Role;
import dev.baton.tenant.TenantId;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** People take along what runs and their steps came to. */
@Tag("database")
@ServerTest
class RunOutputPagesTests {

    private static final String GRAPH =
            """
            {'steps':[
              {'id':'each','kind':'map','over':'input.items','as':'one','steps':[
                {'id':'twice','kind':'transform','value':'${one * 2}'}]},
              {'id':'ask','kind':'agent','agent':'echo',
               'messages':[{'role':'user','content':'hello'}]}],
             'output':'${results.each}'}
            """;

    @Autowired private MockMvcTester mvc;
    @Autowired private TestPeople people;
    @Autowired private MessageFixture fixture;

    private Caller caller;
    private RunClient runs;
    private ConsoleBrowser viewer;

    @BeforeEach
    void somebody() {
        caller = fixture.caller();
        runs = new RunClient(caller.client());
        viewer = browserOf(caller.tenant());
    }

    @Test
    void leadsFromTheRunAndItsStepToWhatTheyCameTo() {
        var id = runs.carryOut(GRAPH, "{'items':[1,2,3]}").path("id").asString();

        assertThat(viewer.open("/runs/" + id + "?step=each/2/twice"))
                .bodyText()
                .contains(
                        "href=\"/runs/" + id + "/output\"",
                        "href=\"/runs/" + id + "/output?step=each/2/twice\"");
        assertThat(viewer.open("/runs/" + id + "/output"))
                .hasStatusOk()
                .hasContentType("application/json")
                .hasHeader("X-Content-Type-Options", "nosniff")
                .hasHeader("Content-Disposition", attachment("run-" + id + ".json"))
                .bodyText()
                .isEqualToNormalizingWhitespace("[ 2, 4, 6 ]");
        assertThat(viewer.open("/runs/" + id + "/output?step=each/2/twice"))
                .hasStatusOk()
                .hasHeader("Content-Disposition", attachment("run-" + id + "-each-2-twice.json"))
                .bodyText()
                .isEqualTo("6");
        assertThat(viewer.open("/runs/" + id + "/output?step=ask"))
                .hasStatusOk()
                .hasContentType("text/plain;charset=UTF-8")
                .hasHeader("Content-Disposition", attachment("run-" + id + "-ask.txt"))
                .bodyText()
                .contains("hello")
                .doesNotContain("message_id");
    }

    @Test
    void isNoPageWhateverItHolds() {
        var id = titled("<b>", "'<script>alert(1)</script>\\n\\n# Title'");

        assertThat(viewer.open("/runs/" + id + "/output"))
                .hasStatusOk()
                .hasContentType("text/markdown;charset=UTF-8")
                .hasHeader("X-Content-Type-Options", "nosniff")
                .hasHeader("Content-Disposition", attachment("run-b.md"))
                .bodyText()
                .isEqualTo("<script>alert(1)</script>\n\n# Title");
    }

    @Test
    void isNamedInAnyLanguage() {
        var id = titled("รายงาน", "'a'");

        assertThat(disposition(viewer.open("/runs/" + id + "/output")))
                .startsWith("attachment;")
                .contains("filename*=UTF-8''run-%E0%B8%A3")
                .matches("[\\x20-\\x7e]*");
    }

    @Test
    void isNotThereBeforeTheEndNorForStrangers() {
        var id = runs.carryOut(GRAPH, "{'items':[1]}").path("id").asString();
        var open = runs.begin("{'id':'wait','kind':'wait','signal':'go'}", "{}");
        runs.awaitStatus(open, "waiting");
        var stranger = browserOf(fixture.tenant(100, null));

        assertThat(viewer.open("/runs/" + open)).bodyText().doesNotContain("/output");
        assertThat(viewer.open("/runs/" + open + "/output")).hasStatus(404);
        assertThat(viewer.open("/runs/" + open + "/output?step=wait")).hasStatus(404);
        assertThat(viewer.open("/runs/" + id + "/output?step=nothing")).hasStatus(404);
        assertThat(viewer.open("/runs/" + id + "/output?step=")).hasStatus(404);
        assertThat(viewer.open("/runs/" + Ids.next() + "/output")).hasStatus(404);
        assertThat(stranger.open("/runs/" + id + "/output")).hasStatus(404);
        assertThat(stranger.open("/runs/" + id + "/output?step=ask")).hasStatus(404);
    }

    private String titled(String title, String value) {
        return runs.awaitEnd(
                        runs.create(
                                        "{'title':'%s','graph':{'steps':[{'id':'a','kind':'transform','value':%s}],'output':'${results.a}'}}"
                                                .formatted(title, value))
                                .json()
                                .path("id")
                                .asString())
                .path("id")
                .asString();
    }

    private static String attachment(String name) {
        return "attachment; filename=\"" + name + "\"";
    }

    private static String disposition(MvcTestResult answer) {
        return String.valueOf(answer.getResponse().getHeader("Content-Disposition"));
    }

    private ConsoleBrowser browserOf(TenantId tenant) {
        var browser = new ConsoleBrowser(mvc);
        browser.signIn(people.person(tenant, Role.VIEWER).email(), TestPeople.PASSWORD);
        return browser;
    }
}
