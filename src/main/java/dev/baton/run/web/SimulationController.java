package dev.baton.run.web;

import dev.baton.run.InputRefused;
import dev.baton.run.Simulations;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import dev.baton.workflow.GraphRefused;
import dev.baton.workflow.Workflow;
import dev.baton.workflow.WorkflowId;
import dev.baton.workflow.WorkflowRegistry;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

import java.util.Map;
import java.util.UUID;

/** What a workflow's draft would do, for whoever edits it; nothing is carried out. */
@Controller
@RequestMapping("/workflows/{id}/simulation")
class SimulationController {

    private final WorkflowRegistry workflows;
    private final Simulations simulations;

    SimulationController(WorkflowRegistry workflows, Simulations simulations) {
        this.workflows = workflows;
        this.simulations = simulations;
    }

    @GetMapping
    @Requires(Permission.WORKFLOWS_READ)
    ModelAndView show(@PathVariable UUID id, Actor actor) {
        var workflow = workflows.get(new WorkflowId(actor.tenant(), id), actor);
        try {
            var setup = simulations.setup(workflow.id(), (Integer) null, actor);
            return page(workflow, HttpStatus.OK)
                    .addObject("setup", setup)
                    .addObject("form", SimulationForm.of(setup));
        } catch (GraphRefused refused) {
            return page(workflow, HttpStatus.OK).addObject("findings", refused.findings());
        }
    }

    @PostMapping
    @Requires(Permission.WORKFLOWS_READ)
    ModelAndView simulate(
            @PathVariable UUID id, @RequestParam Map<String, String> sent, Actor actor) {
        var workflow = workflows.get(new WorkflowId(actor.tenant(), id), actor);
        try {
            return simulated(workflow, sent, actor);
        } catch (GraphRefused refused) {
            return page(workflow, HttpStatus.UNPROCESSABLE_CONTENT)
                    .addObject("findings", refused.findings());
        }
    }

    private ModelAndView simulated(Workflow workflow, Map<String, String> sent, Actor actor) {
        var setup = simulations.setup(workflow.id(), (Integer) null, actor);
        var form = SimulationForm.of(setup, sent);
        if (form.isWrong()) {
            return page(workflow, HttpStatus.UNPROCESSABLE_CONTENT)
                    .addObject("setup", setup)
                    .addObject("form", form);
        }
        try {
            var simulation = simulations.simulate(setup, form.read(), form.given(), actor);
            return page(workflow, HttpStatus.OK)
                    .addObject("setup", setup)
                    .addObject("form", form)
                    .addObject("steps", new SimulationView(setup.graph(), simulation));
        } catch (InputRefused refused) {
            return page(workflow, HttpStatus.UNPROCESSABLE_CONTENT)
                    .addObject("setup", setup)
                    .addObject(
                            "form",
                            form.refused(
                                    refused.fields().stream()
                                            .map(each -> each.field() + ": " + each.message())
                                            .toList()));
        }
    }

    private static ModelAndView page(Workflow workflow, HttpStatus status) {
        return new ModelAndView("run/simulation", status)
                .addObject("workflow", workflow)
                .addObject("isSimulated", true);
    }
}
