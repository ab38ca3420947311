package dev.baton.console.views;

import dev.baton.platform.web.ListViews;
import dev.baton.tenant.Actor;
import dev.baton.tenant.web.CurrentActor;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Shows on each list what is saved of it. */
@Component
class ViewShelf implements ListViews {

    private final SavedViews views;

    ViewShelf(SavedViews views) {
        this.views = views;
    }

    @Override
    public Optional<Shelf> of(String list, String query) {
        return NewView.PAGES.contains(list)
                ? CurrentActor.find()
                        .filter(actor -> actor.kind() == Actor.Kind.ACCOUNT)
                        .map(actor -> shelf(list, query, actor))
                : Optional.empty();
    }

    private Shelf shelf(String list, String query, Actor actor) {
        var all = views.of(list, actor);
        return new Shelf(
                all.stream()
                        .filter(view -> SavedViews.isOwn(view, actor))
                        .map(view -> view(view, query, actor))
                        .toList(),
                all.stream()
                        .filter(view -> !SavedViews.isOwn(view, actor))
                        .map(view -> view(view, query, actor))
                        .toList());
    }

    private static View view(SavedView view, String query, Actor actor) {
        return new View(
                view.id().toString(),
                view.name(),
                view.href(),
                view.by(),
                view.isShared(),
                view.criteria().equals(query),
                SavedViews.mayDelete(view, actor));
    }
}
