package dev.tidings.studio.jobs;

import dev.tidings.instance.Instances;
import dev.tidings.studio.assets.AssetFile;
import dev.tidings.studio.assets.AssetFiles;
import dev.tidings.studio.assets.AssetFiles.Contents;
import dev.tidings.studio.jobs.Job.Result;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Clock;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Runs one queued job from its claim to its end. */
@Component
final class ChecksumWork {

    private static final Logger log = LoggerFactory.getLogger(ChecksumWork.class);

    private final JobService service;
    private final AssetFiles assets;
    private final JobProperties properties;
    private final Clock clock;
    private final String self;

    ChecksumWork(JobService service, AssetFiles assets, JobProperties properties, Clock clock, Instances instances) {
        this.service = service;
        this.assets = assets;
        this.properties = properties;
        this.clock = clock;
        this.self = instances.self();
    }

    /** Runs the job, unless it was cancelled or taken away before its turn. */
    void run(Job job) {
        Optional<Contents> contents = assets.findContents(job.order().assetId());
        if (contents.isEmpty()) {
            fail(job, JobStatus.QUEUED, "'%s' was deleted".formatted(job.order().assetName()));
            return;
        }
        long total = contents.get().files().stream().mapToLong(AssetFile::size).sum();
        service.advance(
                        job.id(),
                        found -> found.isOn(self, JobStatus.QUEUED),
                        (found, now) -> found.running(total, now))
                .ifPresent(running -> compute(running, contents.get()));
    }

    private void compute(Job job, Contents contents) {
        var progress = new ProgressReport(
                job.id(), bytes -> service.progress(job.id(), self, bytes), properties.progressInterval(), clock);
        try {
            String sha256 = digest(new Checksum(progress), contents);
            var result = new Result(sha256, contents.files().size(), progress.bytes());
            service.advance(
                    job.id(),
                    found -> found.isOn(self, JobStatus.RUNNING),
                    (found, now) -> found.completed(result, now));
        } catch (JobTakenAwayException | ClosedByInterruptException ex) {
            log.debug("Stopped work on a job job={}", job.id(), ex);
        } catch (UnreadableFileException ex) {
            log.info("A job could not read a file job={}", job.id(), ex);
            fail(job, JobStatus.RUNNING, ex.reason());
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private static String digest(Checksum checksum, Contents contents) throws IOException {
        return contents.isFolder()
                ? checksum.ofFolder(contents.files())
                : checksum.ofFile(contents.files().getFirst());
    }

    private void fail(Job job, JobStatus expected, String why) {
        service.advance(job.id(), found -> found.isOn(self, expected), (found, now) -> found.failed(why, now));
    }
}
