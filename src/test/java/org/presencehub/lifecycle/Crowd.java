package org.presencehub.lifecycle;

import java.util.ArrayList;
import java.util.List;

/** Connections that go when they are sent away, some at once, and notes of what was asked of them. Thread-safe. */
final class Crowd implements Drainable {
    private final List<String> story;
    private final List<Integer> waves = new ArrayList<>();
    private final List<Spared> spared = new ArrayList<>();
    private int waiting;
    private int closing;
    private boolean lingering;

    Crowd(List<String> story, int size) {
        this.story = story;
        waiting = size;
    }

    /** From now on sockets stay open. */
    synchronized Crowd lingering() {
        lingering = true;
        return this;
    }

    synchronized List<Integer> waves() {
        return List.copyOf(waves);
    }

    synchronized List<Spared> spared() {
        return List.copyOf(spared);
    }

    @Override
    public void refuse(boolean end) {
        story.add(end ? "refuse for the end" : "refuse");
    }

    @Override
    public void admit() {
        story.add("admit");
    }

    @Override
    public void suspend(boolean suspended) {
        story.add(suspended ? "suspend" : "resume");
    }

    @Override
    public synchronized int waiting() {
        return waiting;
    }

    @Override
    public synchronized int left() {
        return waiting + closing;
    }

    @Override
    public synchronized int sendAway(int atMost, Spared left) {
        int sent = Math.min(atMost, waiting);
        waves.add(sent);
        spared.add(left);
        story.add("send away " + sent);
        waiting -= sent;
        closing += lingering ? sent : 0;
        return sent;
    }

    @Override
    public synchronized void cutOff() {
        story.add("cut off");
        waiting = 0;
        closing = 0;
    }

    @Override
    public void stop() {
        story.add("stop");
    }
}
