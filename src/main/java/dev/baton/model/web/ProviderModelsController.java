package dev.baton.model.web;

import dev.baton.model.Connection;
import dev.baton.model.ConnectionId;
import dev.baton.model.Connections;
import dev.baton.model.ModelCatalogue;
import dev.baton.platform.web.ApiCall;
import dev.baton.platform.web.Flash;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import dev.baton.tenant.TenantDirectory;
import dev.baton.tenant.TenantId;

import org.springframework.context.i18n.LocaleContextHolder;
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

import java.time.Clock;
import java.time.ZoneId;
import java.util.UUID;

/** The models that a connection lists, and the prices that its owner writes for them. */
@Controller
@RequestMapping("/providers/{id}")
class ProviderModelsController {

    private static final String MODEL_FORM = "model/model-form";
    private static final String PRICE_FORM = "model/price-form";

    private final Connections connections;
    private final ModelCatalogue catalogue;
    private final TenantDirectory tenants;
    private final ProviderChoices choices;
    private final Clock clock;

    ProviderModelsController(
            Connections connections,
            ModelCatalogue catalogue,
            TenantDirectory tenants,
            ProviderChoices choices,
            Clock clock) {
        this.connections = connections;
        this.catalogue = catalogue;
        this.tenants = tenants;
        this.choices = choices;
        this.clock = clock;
    }

    @GetMapping("/models/new")
    @Requires(Permission.PROVIDERS_WRITE)
    ModelAndView newModel(TenantId tenant, @PathVariable UUID id) {
        return page(MODEL_FORM, connections.own(new ConnectionId(tenant, id)), ModelForm.blank(), HttpStatus.OK);
    }

    /** Lists a model, with a price of its own where the price book's is not wanted. */
    @PostMapping("/models")
    @Requires(Permission.PROVIDERS_WRITE)
    ModelAndView add(
            TenantId tenant,
            Actor by,
            @PathVariable UUID id,
            @ModelAttribute("form") ModelForm form,
            BindingResult errors,
            RedirectAttributes redirect) {
        var connection = connections.own(new ConnectionId(tenant, id));
        if (!FormRefusals.attempt(errors, () -> add(connection.id(), form, by))) {
            return refused(MODEL_FORM, connection, form, errors);
        }
        return back(id, Flash.done("connection.model.added", Entry.text(form.name())), redirect);
    }

    @PostMapping("/models/{model}/removal")
    @Requires(Permission.PROVIDERS_WRITE)
    ModelAndView remove(
            TenantId tenant,
            Actor by,
            @PathVariable UUID id,
            @PathVariable UUID model,
            RedirectAttributes redirect) {
        catalogue.remove(new ConnectionId(tenant, id), model, by);
        return back(id, Flash.done("connection.model.removed"), redirect);
    }

    @GetMapping("/prices/new")
    @Requires(Permission.PROVIDERS_WRITE)
    ModelAndView newPrice(
            TenantId tenant, @PathVariable UUID id, @RequestParam(defaultValue = "") String model) {
        return page(PRICE_FORM, connections.own(new ConnectionId(tenant, id)), ModelForm.priceOf(model), HttpStatus.OK);
    }

    @PostMapping("/prices")
    @Requires(Permission.PROVIDERS_WRITE)
    ModelAndView addPrice(
            TenantId tenant,
            Actor by,
            @PathVariable UUID id,
            @ModelAttribute("form") ModelForm form,
            BindingResult errors,
            RedirectAttributes redirect) {
        var connection = connections.own(new ConnectionId(tenant, id));
        var written =
                FormRefusals.attempt(
                        errors,
                        () ->
                                catalogue.addPrice(
                                        connection.id(),
                                        Entry.text(form.model()),
                                        form.price(zone()),
                                        by));
        if (written.isEmpty()) {
            return refused(PRICE_FORM, connection, form, errors);
        }
        return back(id, Flash.done("connection.price.added", Entry.text(form.model())), redirect);
    }

    private void add(ConnectionId connection, ModelForm form, Actor by) {
        var name = Entry.text(form.name());
        if (!form.hasOwnPrice()) {
            catalogue.add(connection, name, form.contextTokens(), form.outputTokens(), by);
            return;
        }
        var currency = tenants.get(connection.tenant()).currency();
        // Refused before the model is there: nobody should have to take it away again.
        var price = form.price(zone()).toPrice(currency, clock.instant());
        catalogue.add(connection, name, form.contextTokens(), form.outputTokens(), by);
        catalogue.addPrice(connection, name, price, by);
    }

    private ModelAndView page(
            String view, Connection connection, ModelForm form, HttpStatus status) {
        var currency = tenants.get(connection.id().tenant()).currency();
        var base = "/providers/" + connection.id().value();
        return new ModelAndView(view, status)
                .addObject("form", form)
                .addObject("connection", connection)
                .addObject("known", catalogue.knownNames(connection.provider()))
                .addObject("priceSources", choices.priceSources())
                .addObject("currencies", ProviderChoices.currencies(currency))
                .addObject("script", script(view, base, form))
                .addObject("base", base);
    }

    private static ApiCall script(String view, String base, ModelForm form) {
        return view.equals(PRICE_FORM)
                ? ModelScript.price(base, Entry.text(form.model()))
                : ModelScript.model(base);
    }

    private ModelAndView refused(
            String view, Connection connection, ModelForm form, BindingResult errors) {
        return page(view, connection, form, HttpStatus.UNPROCESSABLE_CONTENT)
                .addObject(BindingResult.MODEL_KEY_PREFIX + "form", errors);
    }

    private static ZoneId zone() {
        return LocaleContextHolder.getTimeZone().toZoneId();
    }

    private static ModelAndView back(UUID id, Flash flash, RedirectAttributes redirect) {
        redirect.addFlashAttribute(Flash.ATTRIBUTE, flash);
        return new ModelAndView("redirect:/providers/" + id);
    }
}
