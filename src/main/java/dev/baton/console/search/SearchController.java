package dev.baton.console.search;

import dev.baton.platform.web.Htmx;
import dev.baton.tenant.Actor;
import dev.baton.tenant.OpenTo;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

import java.util.List;

/**
 * Searches what the viewer may see. A pasted id leads straight to what it names, a trace id to
 * everything that its request led to.
 */
@Controller
class SearchController {

    /** What was found of one kind. */
    record Group(String kind, List<Found> found) {}

    private final List<Finder> finders;

    SearchController(List<Finder> finders) {
        this.finders = finders;
    }

    @GetMapping("/search")
    @OpenTo(OpenTo.Audience.SIGNED_IN)
    @Nullable String search(
            @RequestParam(defaultValue = "") String q,
            Actor by,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response) {
        var wanted = new Wanted(q);
        var trace = wanted.trace();
        if (trace.isPresent()) {
            return leadTo("/traces/" + trace.get(), request, response);
        }
        var groups = wanted.isEmpty() ? List.<Group>of() : groups(wanted, by);
        if (wanted.id().isPresent() && groups.size() == 1) {
            return leadTo(groups.getFirst().found().getFirst().href(), request, response);
        }
        model.addAttribute("wanted", wanted.text());
        model.addAttribute("groups", groups);
        return "console/search";
    }

    /** Also while one types, when only a part of the page would be swapped. */
    private static @Nullable String leadTo(
            String path, HttpServletRequest request, HttpServletResponse response) {
        if (!Htmx.asks(request)) {
            return "redirect:" + path;
        }
        Htmx.redirect(response, HttpServletResponse.SC_OK, path);
        return null;
    }

    private List<Group> groups(Wanted wanted, Actor by) {
        return finders.stream()
                .map(finder -> new Group(finder.kind(), finder.find(wanted, by)))
                .filter(group -> !group.found().isEmpty())
                .toList();
    }
}
