package dev.baton.model.web;

import java.util.Set;
import dev.baton.model.Connection;
import dev.baton.model.ConnectionId;
import dev.baton.model.ConnectionRow;
import dev.baton.model.ConnectionTrial;
import dev.baton.model.Connections;
import dev.baton.platform.problem.EditedMeanwhile;
import dev.baton.platform.web.EditConflict;
import dev.baton.platform.web.Flash;
import dev.baton.platform.web.Formats;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import dev.baton.tenant.TenantId;

import io.github.wimdeblauwe.htmx.spring.boot.mvc.HxRequest;

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

import java.util.UUID;

/** One connection: how it is set up, whether it works, and what its owner can do about it. */
@Controller
@RequestMapping("/providers/{id}")
class ProviderController {

    private final Connections connections;
    private final ConnectionTrial trial;
    private final ConnectionEditor editor;
    private final ConnectionPage page;
    private final Formats formats;

    ProviderController(
            Connections connections,
            ConnectionTrial trial,
            ConnectionEditor editor,
            ConnectionPage page,
            Formats formats) {
        this.connections = connections;
        this.trial = trial;
        this.editor = editor;
        this.page = page;
        this.formats = formats;
    }

    @GetMapping
    @Requires(Permission.PROVIDERS_READ)
    ModelAndView show(TenantId tenant, Actor viewer, @PathVariable UUID id) {
        return page.of(connections.get(tenant, id), viewer);
    }

    @GetMapping("/edit")
    @Requires(Permission.PROVIDERS_WRITE)
    ModelAndView edit(TenantId tenant, @PathVariable UUID id) {
        var connection = connections.own(new ConnectionId(tenant, id));
        return editor.page(connection, ConnectionForm.of(connection), HttpStatus.OK);
    }

    /** Saves the settings, and tries the connection when the form asks for that. */
    @PostMapping
    @Requires(Permission.PROVIDERS_WRITE)
    ModelAndView update(
            TenantId tenant,
            Actor by,
            @PathVariable UUID id,
            @ModelAttribute("form") ConnectionForm typed,
            BindingResult errors,
            @RequestParam(defaultValue = "") String then,
            @RequestParam(name = EditConflict.TAKEN, defaultValue = "") Set<String> taken,
            RedirectAttributes redirect) {
        var connection = connections.own(new ConnectionId(tenant, id));
        var form = EditConflict.merged(typed, ConnectionForm.of(connection), taken);
        var version = form.version() == null ? -1 : form.version();
        try {
            if (!FormRefusals.attempt(
                    errors,
                    () ->
                            connections.edit(
                                    connection.id(),
                                    version,
                                    form.settings(),
                                    form.secrets(),
                                    by))) {
                return editor.refused(connection, form, errors);
            }
        } catch (EditedMeanwhile late) {
            return editor.conflict(connection, form);
        }
        if (then.equals("test")) {
            trial.run(connection.id(), by);
        }
        return back(id, Flash.done("connection.saved"), redirect);
    }

    @PostMapping("/activation")
    @Requires(Permission.PROVIDERS_WRITE)
    ModelAndView switchOn(
            TenantId tenant, Actor by, @PathVariable UUID id, RedirectAttributes redirect) {
        connections.switchOn(new ConnectionId(tenant, id), by);
        return back(
                id,
                Flash.done("connection.on").undoneBy("/providers/" + id + "/deactivation"),
                redirect);
    }

    @PostMapping("/deactivation")
    @Requires(Permission.PROVIDERS_WRITE)
    ModelAndView switchOff(
            TenantId tenant, Actor by, @PathVariable UUID id, RedirectAttributes redirect) {
        connections.switchOff(new ConnectionId(tenant, id), by);
        return back(
                id,
                Flash.done("connection.off").undoneBy("/providers/" + id + "/activation"),
                redirect);
    }

    @PostMapping("/removal")
    @Requires(Permission.PROVIDERS_WRITE)
    ModelAndView delete(
            TenantId tenant, Actor by, @PathVariable UUID id, RedirectAttributes redirect) {
        var name = connections.own(new ConnectionId(tenant, id)).name();
        connections.delete(new ConnectionId(tenant, id), by);
        redirect.addFlashAttribute(Flash.ATTRIBUTE, Flash.done("connection.deleted", name));
        return new ModelAndView("redirect:/providers");
    }

    @PostMapping("/test")
    @Requires(Permission.PROVIDERS_WRITE)
    ModelAndView test(
            TenantId tenant, Actor by, @PathVariable UUID id, RedirectAttributes redirect) {
        return back(id, told(trial.run(new ConnectionId(tenant, id), by)), redirect);
    }

    /** The same for htmx: how it went, in its place. */
    @HxRequest
    @PostMapping("/test")
    @Requires(Permission.PROVIDERS_WRITE)
    ModelAndView testInPlace(TenantId tenant, Actor by, @PathVariable UUID id) {
        return new ModelAndView("model/_test :: outcome")
                .addObject("lastTest", trial.run(new ConnectionId(tenant, id), by));
    }

    private Flash told(ConnectionRow.LastTest test) {
        var latency = formats.duration(test.latency());
        return test.passed()
                ? Flash.done("connection.tested.ok", latency)
                : Flash.failed(null, "connection.tested.failed", latency);
    }

    private static ModelAndView back(UUID id, Flash flash, RedirectAttributes redirect) {
        redirect.addFlashAttribute(Flash.ATTRIBUTE, flash);
        return new ModelAndView("redirect:/providers/" + id);
    }
}
