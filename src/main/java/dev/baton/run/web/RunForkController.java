package dev.baton.run.web;

import dev.baton.platform.problem.BadInput;
import dev.baton.platform.trace.CurrentTrace;
import dev.baton.platform.web.Flash;
import dev.baton.run.ForkPoint;
import dev.baton.run.ForkPreview;
import dev.baton.run.InputRefused;
import dev.baton.run.Run;
import dev.baton.run.RunDesk;
import dev.baton.run.RunSuccessors;
import dev.baton.run.StepsDone;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import dev.baton.workflow.GraphRefused;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import java.util.Map;
import java.util.UUID;

/** Lets a run go on differently as another run, once somebody has seen what that would come to. */
@Controller
@RequestMapping("/runs/{id}/fork")
class RunForkController {

    /** Whoever only wants to see it; the other button begins, and says nothing. */
    private static final String PREVIEW = "preview";

    private final RunDesk desk;
    private final RunSuccessors successors;
    private final ForkPages pages;

    RunForkController(RunDesk desk, RunSuccessors successors, ForkPages pages) {
        this.desk = desk;
        this.successors = successors;
        this.pages = pages;
    }

    /**
     * @param step path of the one that is looked at
     * @param version that is looked at
     */
    @GetMapping
    @Requires(Permission.RUNS_WRITE)
    ModelAndView form(
            Actor by,
            @PathVariable UUID id,
            @RequestParam @Nullable String step,
            @RequestParam @Nullable String version) {
        var run = desk.get(by.tenant(), id);
        var form = pages.suggested(run, step, version);
        var wanted =
                new ForkPoint(
                        form.step(),
                        form.version() == null ? null : Integer.valueOf(form.version()),
                        Map.of(),
                        null,
                        null);
        return shown(by, run, form, wanted);
    }

    @PostMapping
    @Requires(Permission.RUNS_WRITE)
    ModelAndView fork(
            Actor by,
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String action,
            @ModelAttribute("form") ForkForm form,
            BindingResult errors,
            HttpServletRequest request,
            RedirectAttributes redirect) {
        var run = desk.get(by.tenant(), id);
        var wanted =
                form.read(
                        run, pages.input(run), pages.graph(run), CurrentTrace.of(request), errors);
        if (!errors.hasErrors()) {
            try {
                if (action.equals(PREVIEW)) {
                    return shown(by, run, form, wanted.from());
                }
                var other = successors.fork(by, id, wanted).id().value();
                redirect.addFlashAttribute(Flash.ATTRIBUTE, Flash.done("run.fork.done"));
                return new ModelAndView("redirect:/runs/" + other);
            } catch (GraphRefused refused) {
                ForkForm.show(refused, errors);
            } catch (InputRefused refused) {
                ForkForm.show(refused, errors);
            } catch (StepsDone refused) {
                ForkForm.show(refused, errors);
            } catch (BadInput refused) {
                ForkForm.show(refused, errors);
            }
        }
        return page(run, null, HttpStatus.UNPROCESSABLE_CONTENT);
    }

    /** What begins is what is shown, also where the run goes on meanwhile. */
    private ModelAndView shown(Actor by, Run run, ForkForm form, ForkPoint wanted) {
        return successors
                .preview(by, run.id().value(), wanted)
                .map(
                        preview ->
                                page(run, preview, HttpStatus.OK)
                                        .addObject("form", form.at(preview.version())))
                .orElseGet(
                        () ->
                                page(run, null, HttpStatus.OK)
                                        .addObject("form", form)
                                        .addObject("most", ForkPreview.MOST_VERSIONS));
    }

    private ModelAndView page(Run run, @Nullable ForkPreview preview, HttpStatus status) {
        return new ModelAndView("run/fork", status)
                .addObject("run", run)
                .addObject("choices", pages.steps(run))
                .addObject("view", preview == null ? null : pages.view(run, preview));
    }
}
