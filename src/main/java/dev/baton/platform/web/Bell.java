package dev.baton.platform.web;

/** How much there is that the viewer should notice: the bell in the header. One bean answers. */
public interface Bell {

    int unread();
}
