"""How a contact finds its group: call flows, routing rules and topics, as plain values."""
