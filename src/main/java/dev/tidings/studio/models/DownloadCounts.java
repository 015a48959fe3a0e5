package dev.tidings.studio.models;

import dev.tidings.studio.activity.ActivityCounts;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Counts downloads. */
@Component
final class DownloadCounts implements ActivityCounts {

    static final String KIND = "downloads";

    private final DownloadRepository downloads;

    DownloadCounts(DownloadRepository downloads) {
        this.downloads = downloads;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Map<String, Long> countByStatus(String user) {
        return downloads.countByStatus(user);
    }
}
