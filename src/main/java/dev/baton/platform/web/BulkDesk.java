package dev.baton.platform.web;

import dev.baton.platform.problem.EditedMeanwhile;
import dev.baton.platform.problem.NotFound;
import dev.baton.platform.problem.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * Does one thing to many rows: asks first where that is wide or cannot be undone, goes on after a row
 * that refuses, and leads back to the list with what became of each.
 */
@Component
public class BulkDesk {

    /** Rows at a time; more are told to come back. */
    public static final int MOST = 500;

    private static final int NAMED = 20;

    private static final Logger log = LoggerFactory.getLogger(BulkDesk.class);

    private final ProblemSentences sentences;
    private final HttpServletRequest request;

    BulkDesk(ProblemSentences sentences, HttpServletRequest request) {
        this.sentences = sentences;
        this.request = request;
    }

    /** The page that follows. */
    public ModelAndView run(BulkTask task, BulkRequest asked, RedirectAttributes redirect) {
        if (BulkRequest.isIn(request.getQueryString())) {
            throw new UnknownBulkAction();
        }
        var ids = asked.isForAll() ? matching(task) : asked.picked();
        if (ids.isEmpty()) {
            redirect.addFlashAttribute(Flash.ATTRIBUTE, Flash.warning("layout.bulk.none"));
        } else if ((task.isGrave() || asked.isForAll()) && !asked.isConfirmed()) {
            return question(task, ids);
        } else {
            tell(task, work(task, ids), redirect);
        }
        return Redirect.to(back(task));
    }

    private static List<UUID> matching(BulkTask task) {
        var page = task.matching().apply(null);
        var ids = new ArrayList<>(page.data());
        while (page.nextCursor() != null && ids.size() <= MOST) {
            page = task.matching().apply(page.nextCursor());
            ids.addAll(page.data());
        }
        return ids;
    }

    private ModelAndView question(BulkTask task, List<UUID> all) {
        var ids = all.stream().limit(MOST).toList();
        return new ModelAndView("layout/bulk-question")
                .addObject("words", task.words())
                .addObject("action", task.action())
                .addObject("count", ids.size())
                .addObject("figure", task.figure().apply(ids))
                .addObject("isMore", all.size() > MOST)
                .addObject("names", ids.stream().limit(NAMED).map(id -> name(task, id)).toList())
                .addObject("unnamed", ids.size() - Math.min(NAMED, ids.size()))
                .addObject("ids", ids.stream().map(UUID::toString).collect(Collectors.joining(",")))
                .addObject("address", with(request.getRequestURI()))
                .addObject("back", back(task));
    }

    private BulkOutcome work(BulkTask task, List<UUID> ids) {
        var wanted = ids.stream().limit(MOST).toList();
        var refusals = new ArrayList<BulkOutcome.Refusal>();
        for (var at = 0; at < wanted.size(); at++) {
            var id = wanted.get(at);
            try {
                task.work().accept(id);
            } catch (Problem refusal) {
                refusals.add(refusal(id, name(task, id), refusal));
            } catch (OptimisticLockingFailureException late) {
                refusals.add(refusal(id, name(task, id), new EditedMeanwhile()));
            } catch (DataAccessException | TransactionException failure) {
                log.warn("Row {} of {} could not be changed", at + 1, wanted.size(), failure);
                refusals.addAll(stopped(task, wanted.subList(at, wanted.size())));
                break;
            }
        }
        return new BulkOutcome(task.action(), wanted.size() - refusals.size(), refusals);
    }

    private BulkOutcome.Refusal refusal(UUID id, String name, Problem why) {
        return new BulkOutcome.Refusal(
                id, name, sentences.of(why, LocaleContextHolder.getLocale()));
    }

    /** A database that is away is asked for one name, not for hundreds. */
    private List<BulkOutcome.Refusal> stopped(BulkTask task, List<UUID> left) {
        var why = new BulkStopped();
        var refusals = new ArrayList<BulkOutcome.Refusal>();
        var isAway = false;
        for (var id : left) {
            var name = id.toString();
            try {
                name = isAway ? name : name(task, id);
            } catch (DataAccessException | TransactionException failure) {
                isAway = true;
            }
            refusals.add(refusal(id, name, why));
        }
        return refusals;
    }

    private static void tell(BulkTask task, BulkOutcome outcome, RedirectAttributes redirect) {
        if (outcome.refusals().isEmpty()) {
            redirect.addFlashAttribute(
                    Flash.ATTRIBUTE,
                    Flash.done(task.words() + ".done", Integer.toString(outcome.done())));
        } else {
            redirect.addFlashAttribute(BulkOutcome.ATTRIBUTE, outcome);
        }
    }

    private static String name(BulkTask task, UUID id) {
        try {
            return task.name().apply(id);
        } catch (NotFound gone) {
            return id.toString();
        }
    }

    private String back(BulkTask task) {
        return with(task.list());
    }

    private String with(String path) {
        var query = request.getQueryString();
        return query == null ? path : path + "?" + query;
    }
}
