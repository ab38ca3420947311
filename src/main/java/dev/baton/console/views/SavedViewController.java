package dev.baton.console.views;

import dev.baton.platform.web.Flash;
import dev.baton.platform.web.Redirect;
import dev.baton.tenant.Actor;
import dev.baton.tenant.OpenTo;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Saves views of lists, shares and deletes them, and leads back to the list. */
@Controller
class SavedViewController {

    private final SavedViews views;

    SavedViewController(SavedViews views) {
        this.views = views;
    }

    @OpenTo(OpenTo.Audience.SIGNED_IN)
    @PostMapping("/views")
    ModelAndView save(
            @RequestParam(defaultValue = "") String page,
            @RequestParam(defaultValue = "") String query,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "false") boolean shared,
            Actor actor,
            RedirectAttributes redirect) {
        var view = new NewView(page, name, query, shared);
        views.save(view, actor);
        redirect.addFlashAttribute(Flash.ATTRIBUTE, Flash.done("console.views.saved", view.name()));
        return to(page, query);
    }

    @OpenTo(OpenTo.Audience.SIGNED_IN)
    @PostMapping("/views/{id}/sharing")
    ModelAndView share(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "false") boolean shared,
            @RequestParam(defaultValue = "") String page,
            @RequestParam(defaultValue = "") String query,
            Actor actor,
            RedirectAttributes redirect) {
        views.share(id, shared, actor);
        redirect.addFlashAttribute(
                Flash.ATTRIBUTE,
                Flash.done(shared ? "console.views.shared" : "console.views.unshared"));
        return to(page, query);
    }

    @OpenTo(OpenTo.Audience.SIGNED_IN)
    @PostMapping("/views/{id}/deletion")
    ModelAndView delete(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String page,
            @RequestParam(defaultValue = "") String query,
            Actor actor,
            RedirectAttributes redirect) {
        views.delete(id, actor);
        redirect.addFlashAttribute(Flash.ATTRIBUTE, Flash.done("console.views.deleted"));
        return to(page, query);
    }

    /** Only to lists of ours, whatever the form said. */
    private static ModelAndView to(String page, String query) {
        var list = NewView.PAGES.contains(page) ? page : "/";
        return Redirect.to(query.isEmpty() ? list : list + "?" + query);
    }
}
