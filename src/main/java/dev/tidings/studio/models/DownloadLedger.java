package dev.tidings.studio.models;

import dev.tidings.instance.WorkPool.Claim;
import dev.tidings.instance.WorkPool.Failure;
import dev.tidings.instance.WorkPool.Ledger;
import java.util.List;
import org.springframework.stereotype.Component;

/** The downloads that have not come to an end, and why some came to none of their own. */
@Component
final class DownloadLedger implements Ledger {

    private final DownloadService service;
    private final DownloadRepository downloads;

    DownloadLedger(DownloadService service, DownloadRepository downloads) {
        this.service = service;
        this.downloads = downloads;
    }

    @Override
    public List<Claim> readUnfinished() {
        return downloads.readUnfinished().stream()
                .map(download -> new Claim(download.id(), download.instanceId()))
                .toList();
    }

    @Override
    public void fail(Claim claim, Failure why) {
        service.advance(
                claim.id(),
                found -> !found.status().isFinal() && found.instanceId().equals(claim.instanceId()),
                (found, now) -> found.failed(text(why), now));
    }

    private static String text(Failure why) {
        return switch (why) {
            case INTERRUPTED -> "Interrupted by a shutdown of the service. Take the download up again";
            case INSTANCE_GONE -> "The instance that ran the download is gone. Take it up again";
            case BROKE_OFF -> "The service failed while it ran the download. Take it up again";
        };
    }
}
