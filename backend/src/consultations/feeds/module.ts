import { Module } from '@nestjs/common';
import { CloseFeedHandler } from './close-feed.ts';
import { FeedAddresses } from './feed-addresses.ts';
import { FeedsController } from './feeds-controller.ts';
import { GetFeedAddressHandler } from './get-feed-address.ts';
import { GetFeedHandler } from './get-feed.ts';
import { GetSessionFileHandler } from './get-session-file.ts';
import { OpenFeedHandler } from './open-feed.ts';

/** Sessions and webinars in people's own calendar programs, to read. */
@Module({
  controllers: [FeedsController],
  providers: [FeedAddresses, OpenFeedHandler, CloseFeedHandler, GetFeedAddressHandler, GetFeedHandler, GetSessionFileHandler],
})
export class FeedsModule {}
