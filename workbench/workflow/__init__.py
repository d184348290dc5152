"""What a person does, once, for both front ends: record, look at, keep and remove sessions."""
