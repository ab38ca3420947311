package dev.baton.model.web;

import dev.baton.model.ConnectionFilter;
import dev.baton.model.ConnectionId;
import dev.baton.model.ConnectionLists;
import dev.baton.model.ConnectionTrial;
import dev.baton.model.Connections;
import dev.baton.model.ModelCatalogue;
import dev.baton.model.ProviderKind;
import dev.baton.platform.Page;
import dev.baton.platform.web.Flash;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import dev.baton.tenant.TenantId;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;


/** The connections to providers that the tenant may use, and making a new one. */
@Controller
@RequestMapping("/providers")
class ProvidersController {

    private final Connections connections;
    private final ConnectionLists lists;
    private final ModelCatalogue catalogue;
    private final ConnectionTrial trial;
    private final ConnectionEditor editor;
    private final ProviderChoices choices;

    ProvidersController(
            Connections connections,
            ConnectionLists lists,
            ModelCatalogue catalogue,
            ConnectionTrial trial,
            ConnectionEditor editor,
            ProviderChoices choices) {
        this.connections = connections;
        this.lists = lists;
        this.catalogue = catalogue;
        this.trial = trial;
        this.editor = editor;
        this.choices = choices;
    }

    @GetMapping
    @Requires(Permission.PROVIDERS_READ)
    ModelAndView list(
            TenantId tenant,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String kind,
            @RequestParam(required = false) @Nullable String sort,
            @RequestParam(required = false) @Nullable String after) {
        var filter = new ConnectionFilter(q.strip(), ProviderKind.ofWire(kind).orElse(null));
        return new ModelAndView("model/list")
                .addObject("kinds", choices.kinds())
                .addObject("filtered", !filter.equals(ConnectionFilter.NONE) || after != null)
                .addObject(
                        "connections",
                        lists.list(tenant, filter, sort, after, Page.DEFAULT_LIMIT));
    }

    @GetMapping("/new")
    @Requires(Permission.PROVIDERS_WRITE)
    ModelAndView blank() {
        return editor.page(null, ConnectionForm.blank(), HttpStatus.OK);
    }

    /** Makes the connection with the models named, and tries it when the form asks for that. */
    @PostMapping
    @Requires(Permission.PROVIDERS_WRITE)
    ModelAndView create(
            Actor by,
            @ModelAttribute("form") ConnectionForm form,
            BindingResult errors,
            @RequestParam(defaultValue = "") String then,
            RedirectAttributes redirect) {
        var created = FormRefusals.attempt(errors, () -> create(form, by));
        if (created.isEmpty()) {
            return editor.refused(null, form, errors);
        }
        redirect.addFlashAttribute(Flash.ATTRIBUTE, 
                Flash.done("connection.created", Entry.text(form.name())));
        if (then.equals("test")) {
            trial.run(created.get(), by);
        }
        return new ModelAndView("redirect:/providers/" + created.get().value());
    }

    private ConnectionId create(ConnectionForm form, Actor by) {
        var models = ConnectionEditor.checked(form.modelNames());
        var id = connections.create(form.settings(), form.secrets(), by);
        models.forEach(model -> catalogue.add(id, model, null, null, by));
        return id;
    }
}
