package dev.tidings.studio.models;

import dev.tidings.http.AllowedHosts;
import dev.tidings.http.Problems;
import dev.tidings.instance.Instances;
import dev.tidings.instance.WorkPool;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Takes orders for downloads. */
@Component
final class DownloadOrders {

    private final DownloadService service;
    private final DownloadRepository downloads;
    private final DownloadWork work;
    private final AllowedHosts hosts;
    private final WorkPool pool;
    private final ModelProperties properties;
    private final Instances instances;

    DownloadOrders(
            DownloadService service,
            DownloadRepository downloads,
            DownloadWork work,
            AllowedHosts modelHosts,
            WorkPool downloadPool,
            ModelProperties properties,
            Instances instances) {
        this.service = service;
        this.downloads = downloads;
        this.work = work;
        this.hosts = modelHosts;
        this.pool = downloadPool;
        this.properties = properties;
        this.instances = instances;
    }

    /** Accepts a download; what is returned is committed and will be run or reported failed. */
    Download order(Download.Order order) {
        requireAllowed(order.url());
        requireRoom(order.owner());
        String id = UUID.randomUUID().toString();
        return pool.accept(id, () -> service.create(id, order, instances.self()), work::run);
    }

    /** Has a download that failed or was cancelled go on where it was. */
    Download resume(String owner, String id) {
        requireAllowed(service.get(owner, id).order().url());
        requireRoom(owner);
        return pool.accept(id, () -> service.resume(owner, id, instances.self()), work::run);
    }

    private void requireAllowed(String url) {
        if (!hosts.allow(parse(url))) {
            throw Problems.badField(
                    "url",
                    "must be an http or https address of a host that 'tidings.models.allowed-hosts' names, without a"
                            + " user name");
        }
    }

    private static URI parse(String url) {
        try {
            return new URI(url);
        } catch (URISyntaxException _) {
            throw Problems.badField("url", "must be an address (RFC 3986)");
        }
    }

    private void requireRoom(String owner) {
        if (downloads.countUnfinished(owner) >= properties.unfinishedPerUser()) {
            throw Problems.of(
                    HttpStatus.TOO_MANY_REQUESTS,
                    "You may have at most %d downloads that are not finished"
                            .formatted(properties.unfinishedPerUser()));
        }
    }
}
