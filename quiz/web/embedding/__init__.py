"""The quiz on a clinic's own site: the frame, the script around it, and how to put them there."""
