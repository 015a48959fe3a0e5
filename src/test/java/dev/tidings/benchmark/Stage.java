package dev.tidings.benchmark;

import java.nio.file.Path;

/** Where a workload starts the trials of its turn. */
final class Stage {

    private static final Path FOLDER = Path.of("target", "fan-out-benchmark").toAbsolutePath();

    private final Contender contender;
    private final Backends backends;
    private final Options options;
    private final Path folder;

    Stage(Workload workload, Contender contender, Backends backends, Options options) {
        this.contender = contender;
        this.backends = backends;
        this.options = options;
        this.folder = FOLDER.resolve(workload.name());
    }

    Trial start(Setup setup) {
        return Trial.start(contender, setup, backends, options, folder);
    }
}
