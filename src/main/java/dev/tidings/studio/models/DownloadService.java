package dev.tidings.studio.models;

import dev.tidings.changelog.ChangeTransaction;
import dev.tidings.http.Problems;
import dev.tidings.http.ResourceId;
import dev.tidings.studio.activity.ActivityStepped;
import dev.tidings.studio.models.Transfer.State;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;

/**
 * Writes the steps of downloads and announces them. A step locks the download's row and looks at it first, so of two
 * that contradict each other, such as an end and a cancellation, the second does not happen.
 */
@Service
class DownloadService {

    private final DownloadRepository downloads;
    private final ModelChanges changes;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    DownloadService(DownloadRepository downloads, ModelChanges changes, ApplicationEventPublisher events, Clock clock) {
        this.downloads = downloads;
        this.changes = changes;
        this.events = events;
        this.clock = clock;
    }

    @ChangeTransaction
    Download create(String id, Download.Order order, String instanceId) {
        Download created = Download.pending(id, order, instanceId, clock.instant());
        downloads.insert(created);
        changes.stepped(created);
        events.publishEvent(new ActivityStepped(
                ModelChanges.DOWNLOADS, order.owner(), null, created.status().word()));
        return created;
    }

    Download get(String owner, String id) {
        return owned(owner, id, downloads::find);
    }

    /**
     * Takes a download one step further, if it is still where it is expected to be.
     *
     * @param step given the download and the time, returns its next version
     * @return the next version, or nothing if the step did not happen
     */
    @ChangeTransaction
    Optional<Download> advance(String id, Predicate<Download> expected, BiFunction<Download, Instant, Download> step) {
        return downloads
                .lock(id)
                .filter(expected)
                .map(download -> write(download, step.apply(download, clock.instant())));
    }

    /**
     * Writes how far a running download is, and tells it without a promise.
     *
     * @param claimed an earlier version of it
     * @return whether this attempt still runs
     */
    @ChangeTransaction
    boolean progress(Download claimed, State state) {
        Optional<Download> next = downloads
                .lock(claimed.id())
                .filter(found -> found.isStill(claimed, DownloadStatus.RUNNING))
                .map(found -> found.progressed(state.bytes(), state.total(), state.validator(), clock.instant()));
        next.ifPresent(download -> {
            downloads.update(download);
            changes.progressed(download);
        });
        return next.isPresent();
    }

    /**
     * Cancels a download that is not finished, on whatever instance it runs. The instance sees that within a second,
     * and stops.
     *
     * @param precondition given the entity tag of the current version, throws if the client expected another
     */
    @ChangeTransaction
    Download cancel(String owner, String id, Consumer<String> precondition) {
        Download download = owned(owner, id, downloads::lock);
        precondition.accept(download.etag());
        if (download.status().isFinal()) {
            throw Problems.conflict("Download '%s' is %s already and cannot be cancelled"
                    .formatted(id, download.status().word()));
        }
        return write(download, download.cancelled(clock.instant()));
    }

    /** Has a download that failed or was cancelled wait for an instance again. */
    @ChangeTransaction
    Download resume(String owner, String id, String instanceId) {
        Download download = owned(owner, id, downloads::lock);
        if (download.status() != DownloadStatus.ERROR && download.status() != DownloadStatus.CANCELLED) {
            throw Problems.conflict("Download '%s' is %s and cannot be taken up again"
                    .formatted(id, download.status().word()));
        }
        return write(download, download.resumed(instanceId, clock.instant()));
    }

    private Download write(Download before, Download next) {
        downloads.update(next);
        changes.stepped(next);
        events.publishEvent(new ActivityStepped(
                ModelChanges.DOWNLOADS,
                next.order().owner(),
                before.status().word(),
                next.status().word()));
        return next;
    }

    private static Download owned(String owner, String id, Function<String, Optional<Download>> read) {
        return Optional.of(id)
                .filter(ResourceId::isWellFormed)
                .flatMap(read)
                .filter(found -> found.order().owner().equals(owner))
                .orElseThrow(() -> Problems.notFound(Download.TYPE, id));
    }
}
