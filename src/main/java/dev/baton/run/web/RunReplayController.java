package dev.baton.run.web;

import dev.baton.platform.trace.CurrentTrace;
import dev.baton.platform.web.Flash;
import dev.baton.run.InputRefused;
import dev.baton.run.Run;
import dev.baton.run.RunDesk;
import dev.baton.run.RunSuccessors;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import dev.baton.workflow.GraphRefused;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import java.util.Locale;
import java.util.UUID;

/** Begins a run anew, once somebody has said what of it is to be different. */
@Controller
@RequestMapping("/runs/{id}/replay")
class RunReplayController {

    private final RunDesk desk;
    private final RunSuccessors successors;
    private final ForkPages pages;
    private final RunChoices choices;

    RunReplayController(
            RunDesk desk, RunSuccessors successors, ForkPages pages, RunChoices choices) {
        this.desk = desk;
        this.successors = successors;
        this.pages = pages;
        this.choices = choices;
    }

    @GetMapping
    @Requires(Permission.RUNS_WRITE)
    ModelAndView form(Actor by, @PathVariable UUID id, Locale locale) {
        var run = desk.get(by.tenant(), id);
        var form = ReplayForm.of(pages.input(run), pages.graph(run), run.head().title());
        return page(run, locale, HttpStatus.OK).addObject("form", form);
    }

    @PostMapping
    @Requires(Permission.RUNS_WRITE)
    ModelAndView replay(
            Actor by,
            @PathVariable UUID id,
            @ModelAttribute("form") ReplayForm form,
            BindingResult errors,
            HttpServletRequest request,
            Locale locale,
            RedirectAttributes redirect) {
        var run = desk.get(by.tenant(), id);
        var wanted =
                form.read(
                        run, pages.input(run), pages.graph(run), CurrentTrace.of(request), errors);
        if (!errors.hasErrors()) {
            try {
                var other = successors.replay(by, id, wanted).id().value();
                redirect.addFlashAttribute(Flash.ATTRIBUTE, Flash.done("run.replay.done"));
                return new ModelAndView("redirect:/runs/" + other);
            } catch (GraphRefused refused) {
                ForkForm.show(refused, errors);
            } catch (InputRefused refused) {
                ForkForm.show(refused, errors);
            }
        }
        return page(run, locale, HttpStatus.UNPROCESSABLE_CONTENT);
    }

    private ModelAndView page(Run run, Locale locale, HttpStatus status) {
        return new ModelAndView("run/replay", status)
                .addObject("run", run)
                .addObject("ways", choices.ways(locale))
                .addObject("newer", desk.newerVersion(run).orElse(null));
    }
}
