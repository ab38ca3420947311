package dev.baton.run.web;

import dev.baton.approval.ApprovalQuestions;
import dev.baton.platform.Ids;
import dev.baton.platform.web.ApiCall;
import dev.baton.platform.web.BackgroundRequest;
import dev.baton.platform.web.QueryWords;
import dev.baton.run.RunDesk;
import dev.baton.run.RunFilter;
import dev.baton.run.RunWaits;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import dev.baton.tenant.TenantDirectory;
import dev.baton.tenant.TenantId;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** Runs as people read them: which there are, and how each came to where it stands. */
@Controller
@RequestMapping("/runs")
class RunController {

    private static final int PAGE = 50;

    /** Runs that go on from one: those that its page shows, and one more that tells of others. */
    private static final int FORKS = 21;

    /** How to begin a run, for those who have none. */
    private static final ApiCall FIRST =
            ApiCall.of(
                    "POST",
                    "/api/v1/tasks",
                    Map.of(
                            "graph",
                            Map.of(
                                    "steps",
                                    List.of(
                                            new TreeMap<>(
                                                    Map.of(
                                                            "id",
                                                            "hello",
                                                            "kind",
                                                            "transform",
                                                            "value",
                                                            "Hello"))))));

    private final RunDesk desk;
    private final RunPages pages;
    private final RunRemarks remarks;
    private final RunWaits waits;
    private final WaitingWords words;
    private final Causes causes;
    private final RunChoices choices;
    private final ApprovalQuestions questions;
    private final TenantDirectory tenants;
    private final Clock clock;

    RunController(
            RunDesk desk,
            RunPages pages,
            RunRemarks remarks,
            RunWaits waits,
            WaitingWords words,
            Causes causes,
            RunChoices choices,
            ApprovalQuestions questions,
            TenantDirectory tenants,
            Clock clock) {
        this.desk = desk;
        this.pages = pages;
        this.remarks = remarks;
        this.waits = waits;
        this.words = words;
        this.causes = causes;
        this.choices = choices;
        this.questions = questions;
        this.tenants = tenants;
        this.clock = clock;
    }

    @GetMapping
    @Requires(Permission.RUNS_READ)
    String list(
            TenantId tenant,
            Actor by,
            @ModelAttribute("query") RunQuery query,
            @RequestParam @Nullable String after,
            Locale locale,
            Model model) {
        var now = clock.instant();
        var home = tenants.get(tenant);
        var currency = home.currency();
        var filter = query.filter(now, home.zone());
        model.addAttribute("now", now);
        model.addAttribute("filter", filter);
        model.addAttribute("runs", desk.list(tenant, filter, QueryWords.id(after), PAGE));
        model.addAttribute("chips", choices.statuses(tenant, filter));
        model.addAttribute("statuses", choices.statuses(locale));
        model.addAttribute("ranges", choices.ranges(locale));
        model.addAttribute("agents", choices.agents(tenant));
        model.addAttribute("workflows", choices.workflows(by));
        model.addAttribute("errors", choices.errors(tenant, filter.error()));
        model.addAttribute("parents", choices.parent(filter.parent()));
        model.addAttribute("costs", choices.costs(filter.leastCost(), currency));
        model.addAttribute(
                "durations", choices.durations(filter.leastDuration(), query.duration()));
        model.addAttribute("asking", choices.asking(locale));
        model.addAttribute("ratings", choices.ratings(locale));
        model.addAttribute("isInputSealed", home.isTextsSealed());
        model.addAttribute("letters", RunDesk.LETTERS_OF_INPUT);
        model.addAttribute("page", PAGE);
        model.addAttribute("tested", RunDesk.MOST_TESTED);
        model.addAttribute("currency", currency);
        model.addAttribute("first", FIRST);
        return "run/list";
    }

    @GetMapping("/{id}")
    @Requires(Permission.RUNS_READ)
    String show(
            TenantId tenant,
            Actor by,
            @PathVariable UUID id,
            @ModelAttribute("look") RunLook look,
            HttpServletRequest request,
            Model model) {
        var run = desk.get(tenant, id);
        var overview = pages.overview(run);
        model.addAttribute("overview", overview);
        model.addAttribute("replay", remarks.replay(run));
        model.addAttribute("hasOrigin", desk.origin(run).isPresent());
        model.addAttribute("waiting", waits.of(run).map(it -> words.of(run, it)).orElse(null));
        model.addAttribute("causes", causes);
        model.addAttribute("once", Ids.next());
        if (!overview.isOpen()) {
            model.addAttribute("feedback", remarks.feedback(run, by));
            model.addAttribute("newer", desk.newerVersion(run).orElse(null));
        }
        // What is only asked for to stay up to date has these already.
        if (!BackgroundRequest.is(request)) {
            model.addAttribute("again", pages.again(run));
            model.addAttribute("why", pages.why(overview));
            model.addAttribute("forks", desk.forks(tenant, id, FORKS));
            var begun = desk.list(tenant, RunFilter.begunBy(id), null, 1);
            model.addAttribute("hasChildren", !begun.data().isEmpty());
        }
        if (by.may(Permission.APPROVALS_READ)) {
            model.addAttribute("questions", questions.openOf(tenant, "run", id));
        }
        if (look.isState()) {
            model.addAttribute("state", pages.state(run, look));
            model.addAttribute("snapshots", remarks.snapshots(run));
        } else if (look.isJournal()) {
            model.addAttribute("journal", pages.journal(run, look));
        } else {
            model.addAttribute("steps", pages.steps(run, look));
        }
        return "run/show";
    }
}
