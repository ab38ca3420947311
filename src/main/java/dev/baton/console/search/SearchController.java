package dev.baton.console.search;

import dev.baton.tenant.Actor;
import dev.baton.tenant.OpenTo;

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
    String search(@RequestParam(defaultValue = "") String q, Actor by, Model model) {
        var wanted = new Wanted(q);
        var trace = wanted.trace();
        if (trace.isPresent()) {
            return "redirect:/traces/" + trace.get();
        }
        var groups = wanted.isEmpty() ? List.<Group>of() : groups(wanted, by);
        if (wanted.id().isPresent() && groups.size() == 1) {
            return "redirect:" + groups.getFirst().found().getFirst().href();
        }
        model.addAttribute("wanted", wanted.text());
        model.addAttribute("groups", groups);
        return "console/search";
    }

    private List<Group> groups(Wanted wanted, Actor by) {
        return finders.stream()
                .map(finder -> new Group(finder.kind(), finder.find(wanted, by)))
                .filter(group -> !group.found().isEmpty())
                .toList();
    }
}
