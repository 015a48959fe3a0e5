package dev.tidings.replay;

import java.util.List;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;

/** Serves the changes after a position to clients that cannot hold a socket, or that have to catch up. */
@RestController
final class ChangesController {

    private final ChangesReader reader;
    private final WaitingRequests waiting;

    ChangesController(ChangesReader reader, WaitingRequests waiting) {
        this.reader = reader;
        this.waiting = waiting;
    }

    @GetMapping("/api/changes")
    DeferredResult<ResponseEntity<ChangesAnswer>> changes(
            @RequestParam List<String> from,
            @RequestParam(defaultValue = "0") int wait,
            @RequestParam(defaultValue = "200") int limit,
            Authentication user) {
        ChangesRequest request = ChangesRequest.of(user, from, wait, limit);
        ChangesAnswer answer = reader.read(request);
        if (answer.isEmpty() && request.patience().isPositive()) {
            return waiting.await(request);
        }
        var result = new DeferredResult<ResponseEntity<ChangesAnswer>>();
        result.setResult(response(answer));
        return result;
    }

    static ResponseEntity<ChangesAnswer> response(ChangesAnswer answer) {
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(answer);
    }
}
