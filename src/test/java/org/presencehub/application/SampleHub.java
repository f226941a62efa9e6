package org.presencehub.application;

import jakarta.inject.Inject;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Publisher;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.presencehub.ClientProxy;
import org.presencehub.Clients;
import org.presencehub.Hub;

/** Takes and gives what .NET applications have in their objects. */
@Hub(value = "/samples", statefulReconnect = true)
public class SampleHub {
    @Inject
    private Clients<ClientProxy> clients;

    public Sample echo(Sample sample) {
        return sample;
    }

    /** To the caller, as an event. */
    public void say(Sample sample) {
        clients.caller().send("Said", sample);
    }

    /** What Java has read. */
    public String describe(Sample sample) {
        return sample + " " + (sample.data() == null ? "" : HexFormat.of().formatHex(sample.data()));
    }

    public Stream<Integer> count(int to) {
        return IntStream.range(0, to).boxed();
    }

    public CompletionStage<Integer> sum(Publisher<Integer> numbers) {
        return Gathering.of(numbers, Collectors.summingInt(Integer::intValue));
    }

    public void note(int number) {
        clients.caller().send("Noted", number);
    }

    public CompletionStage<String> ask(String question) {
        return clients.caller().invoke(String.class, "Ask", question).thenApply(answer -> "It says " + answer);
    }

    public List<String> words(String text) {
        return List.of(text.split(" "));
    }
}
