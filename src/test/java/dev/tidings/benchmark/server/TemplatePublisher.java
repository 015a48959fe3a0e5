package dev.tidings.benchmark.server;

import java.util.List;
import java.util.function.Consumer;
import org.springframework.messaging.simp.SimpMessageHeaderAccessor;
import org.springframework.messaging.simp.SimpMessageType;
import org.springframework.messaging.simp.SimpMessagingTemplate;
import org.springframework.messaging.support.MessageBuilder;
import org.springframework.util.MimeTypeUtils;

/** Publishes as a service does that keeps nothing: one message after the other, through Spring's template. */
record TemplatePublisher(SimpMessagingTemplate messages) implements Consumer<List<Line>> {

    @Override
    public void accept(List<Line> lines) {
        for (Line line : lines) {
            var headers = SimpMessageHeaderAccessor.create(SimpMessageType.MESSAGE);
            headers.setContentType(MimeTypeUtils.APPLICATION_JSON);
            headers.setLeaveMutable(true);
            messages.send(line.destination(), MessageBuilder.createMessage(line.body(), headers.getMessageHeaders()));
        }
    }
}
