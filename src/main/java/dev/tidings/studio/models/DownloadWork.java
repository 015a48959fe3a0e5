package dev.tidings.studio.models;

import dev.tidings.http.RefusedRequestException;
import dev.tidings.instance.Pace;
import dev.tidings.studio.models.ModelFiles.PartLock;
import dev.tidings.studio.models.Transfer.State;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.channels.ClosedByInterruptException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Runs one pending download from its claim to its end. */
@Component
final class DownloadWork {

    private static final Logger log = LoggerFactory.getLogger(DownloadWork.class);

    private final DownloadService downloads;
    private final ModelService models;
    private final ModelFiles files;
    private final Transfer transfer;
    private final ModelProperties properties;
    private final Clock clock;

    DownloadWork(
            DownloadService downloads,
            ModelService models,
            ModelFiles files,
            Transfer transfer,
            ModelProperties properties,
            Clock clock) {
        this.downloads = downloads;
        this.models = models;
        this.files = files;
        this.transfer = transfer;
        this.properties = properties;
        this.clock = clock;
    }

    /** Runs the download, unless it was cancelled or taken away before its turn. */
    void run(Download download) {
        downloads
                .advance(
                        download.id(),
                        found -> found.isStill(download, DownloadStatus.PENDING),
                        (found, now) -> found.running(now))
                .ifPresent(this::fetchAndKeep);
    }

    private void fetchAndKeep(Download download) {
        var report = new Report(download);
        try (PartLock _ = lock(download.id(), report)) {
            long bytes = fetch(download, report);
            String sha256 = files.digestOfPart(download.id());
            requireDigest(download, sha256);
            files.keep(download.id());
            if (models.add(download, sha256, bytes)) {
                files.removeLock(download.id());
            } else {
                files.remove(download.id());
            }
        } catch (DownloadTakenAwayException | ClosedByInterruptException | InterruptedException ex) {
            log.debug("Stopped a download id={}", download.id(), ex);
        } catch (RefusedRequestException ex) {
            fail(download, ex.reason());
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /** Waits until the attempt before this one, which may be on another instance, has seen that it is over. */
    private PartLock lock(String id, Report report)
            throws IOException, RefusedRequestException, DownloadTakenAwayException, InterruptedException {
        Instant limit = clock.instant().plus(properties.timeout()).plus(properties.progressInterval());
        Optional<PartLock> lock = files.tryLock(id);
        while (lock.isEmpty()) {
            if (clock.instant().isAfter(limit)) {
                throw new RefusedRequestException("An earlier attempt has not ended yet. Take the download up later");
            }
            Thread.sleep(properties.progressInterval());
            report.write();
            lock = files.tryLock(id);
        }
        return lock.get();
    }

    /** Downloads what is missing, going on where it broke off, and returns how many bytes there are in the end. */
    private long fetch(Download download, Report report)
            throws IOException, RefusedRequestException, DownloadTakenAwayException, InterruptedException {
        Duration delay = properties.retryDelay();
        for (int failures = 0; ; failures++) {
            long before = files.partSize(download.id());
            try {
                return transfer.run(
                        URI.create(download.order().url()),
                        files.part(download.id()),
                        before,
                        report.last.validator(),
                        report);
            } catch (ClosedByInterruptException ex) {
                throw ex;
            } catch (IOException ex) {
                if (files.partSize(download.id()) > before) {
                    failures = 0;
                    delay = properties.retryDelay();
                }
                if (failures == properties.retries()) {
                    log.info("A download failed id={}", download.id(), ex);
                    throw new RefusedRequestException("The download broke off: " + ex.getMessage());
                }
                log.debug("A download broke off, trying again in={} id={}", delay, download.id(), ex);
                report.write();
                Thread.sleep(delay);
                delay = delay.multipliedBy(2);
            }
        }
    }

    private void requireDigest(Download download, String sha256) throws IOException, RefusedRequestException {
        String expected = download.order().sha256();
        if (expected != null && !expected.equals(sha256)) {
            // What is there is wrong; to go on with it would make it no better.
            files.removePart(download.id());
            throw new RefusedRequestException("The file has the SHA-256 %s, not %s".formatted(sha256, expected));
        }
    }

    private void fail(Download download, String why) {
        downloads.advance(
                download.id(),
                found -> found.isStill(download, DownloadStatus.RUNNING),
                (found, now) -> found.failed(why, now));
    }

    /** Writes at intervals how far a download is; finds out then whether this attempt still runs. */
    private final class Report implements Transfer.Progress {

        private final Download download;
        private final Pace pace;
        private State last;

        Report(Download download) {
            this.download = download;
            this.pace = new Pace(properties.progressInterval(), clock);
            this.last = new State(download.downloadedBytes(), download.totalBytes(), download.validator());
        }

        @Override
        public void reached(State state) throws DownloadTakenAwayException {
            boolean isOtherVersion = !Objects.equals(state.validator(), last.validator());
            last = state;
            if (isOtherVersion || pace.isDue()) {
                write();
            }
        }

        void write() throws DownloadTakenAwayException {
            if (!downloads.progress(download, last)) {
                throw new DownloadTakenAwayException(download.id());
            }
        }
    }
}
