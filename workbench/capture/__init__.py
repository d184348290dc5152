"""From ordered desktop events to a session: quarantine, guard, frames, and the recorder process.

Input waits 300 ms and is judged by what was known before and after it; what passes goes to the journal,
what does not leaves a gap. The recorder is a process of its own, spoken to in JSON Lines.
"""
