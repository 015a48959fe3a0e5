package dev.tidings.studio.jobs;

import dev.tidings.http.Problems;
import dev.tidings.instance.Instances;
import dev.tidings.instance.WorkPool;
import dev.tidings.studio.assets.AssetFiles;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Takes orders for jobs. */
@Component
final class JobOrders {

    private final JobService service;
    private final JobRepository jobs;
    private final AssetFiles assets;
    private final ChecksumWork work;
    private final WorkPool pool;
    private final JobProperties properties;
    private final Instances instances;

    JobOrders(
            JobService service,
            JobRepository jobs,
            AssetFiles assets,
            ChecksumWork work,
            WorkPool jobPool,
            JobProperties properties,
            Instances instances) {
        this.service = service;
        this.jobs = jobs;
        this.assets = assets;
        this.work = work;
        this.pool = jobPool;
        this.properties = properties;
        this.instances = instances;
    }

    /** Accepts a job; what is returned is committed and will be run or reported failed. */
    Job order(String user, String kind, String assetId) {
        String assetName = assets.getReadableName(user, assetId);
        if (jobs.countUnfinished(user) >= properties.unfinishedPerUser()) {
            throw Problems.of(
                    HttpStatus.TOO_MANY_REQUESTS,
                    "You may have at most %d jobs that are not finished".formatted(properties.unfinishedPerUser()));
        }
        String id = UUID.randomUUID().toString();
        var order = new Job.Order(user, kind, assetId, assetName);
        return pool.accept(id, () -> service.create(id, order, instances.self()), work::run);
    }
}
